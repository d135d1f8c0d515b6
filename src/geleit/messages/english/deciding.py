"""What would have had to be true, and what would follow from what is on record."""

from geleit.messages.language import Entry, Plural

DECIDING: dict[str, Entry] = {
    # what each crossing needs to pass
    "deciding.needed": (
        "For {inside:people} to be out by {by:written}, {of} has to pass {rate:people} a day (crossing-days, begun "
        "days counted whole: {days:,.0f}){alone}."
    ),
    "deciding.needed-then": (
        "For {inside:people} to be out by {by:written}, {of} had to pass {rate:people} a day (crossing-days, begun "
        "days counted whole: {days:,.0f}){alone}."
    ),
    "deciding.of-all": Plural("exits", "the one crossing", "each of {exits} crossings"),
    "deciding.of-announced": Plural("exits", "the one announced crossing", "each of the {exits} announced crossings"),
    "deciding.alone": Plural(
        "exits",
        "; the one of the first announcement by itself {rate:people} ({days:,.0f})",
        "; each of the {exits} of the first announcement by themselves {rate:people} ({days:,.0f})",
    ),
    "deciding.no-crossing": "No crossing listed is open before {by:written}, by any account.",
    # what would follow
    "deciding.if": (
        "If no crossing listed passes more than {rate:people} a calendar day ({assumption}), at most {most} of "
        "{inside:people} can be out by {by:written}{left}."
    ),
    "deciding.if-then": (
        "If no crossing listed passed more than {rate:people} a calendar day ({assumption}), at most {most} of "
        "{inside:people} could be out by {by:written}{left}."
    ),
    "deciding.left": ", and at least {stuck} of the fewest cannot",
    "deciding.left-then": ", and at least {stuck} of the fewest could not",
    "deciding.no-proof": (
        "Such an “if” is a precedent, not a proof; what follows from it is arithmetic that the certificate holds."
    ),
    "deciding.no-limit": (
        "The days would do for all at {rate:people} a calendar day and crossing ({assumption}): that limit keeps "
        "nobody inside."
    ),
    "deciding.no-lower": (
        "A limit of {rate:people} a calendar day and crossing ({assumption}) lowers nothing that is proved already: at "
        "most {most}."
    ),
    "deciding.broken-by-party": (
        "Above {rate:people} a calendar day and crossing stands a count ({row}: {counted:people} or more, by {who}); "
        "by others than a party to the conflict none is known, so it decides nothing."
    ),
    "deciding.broken": (
        "A limit of {rate:people} a calendar day and crossing ({assumption}) did not hold here ({row}: "
        "{counted:people} or more), so nothing follows from it."
    ),
}
