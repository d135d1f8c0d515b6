"""What would have had to be true, and what would follow from what is on record."""

from geleit.messages.language import Entry, Plural

DECIDING: dict[str, Entry] = {
    # what each crossing needs to pass
    "deciding.needed": (
        "For {people:,.0f} of the people inside to be out by {by:written}, {of} has to pass {rate:,.0f} a day "
        "({days:,.0f} crossing-days, begun days counted whole){alone}."
    ),
    "deciding.needed-then": (
        "For {people:,.0f} of the people inside to be out by {by:written}, {of} had to pass {rate:,.0f} a day "
        "({days:,.0f} crossing-days, begun days counted whole){alone}."
    ),
    "deciding.of-all": Plural("exits", "the one crossing", "each of {exits} crossings"),
    "deciding.of-announced": Plural("exits", "the one announced crossing", "each of the {exits} announced crossings"),
    "deciding.alone": Plural(
        "exits",
        "; the one of the first announcement by itself {rate:,.0f} ({days:,.0f})",
        "; each of the {exits} of the first announcement by themselves {rate:,.0f} ({days:,.0f})",
    ),
    "deciding.no-crossing": "No crossing is open before {by:written}, by any account.",
    # what would follow
    "deciding.if": (
        "If no crossing listed passes more than {limit:,.0f} people a calendar day ({assumption}), at most "
        "{most:,.0f} of {inside:people} can be out by {by:written}{left}."
    ),
    "deciding.if-then": (
        "If no crossing listed passed more than {limit:,.0f} people a calendar day ({assumption}), at most "
        "{most:,.0f} of {inside:people} could be out by {by:written}{left}."
    ),
    "deciding.left": ", and at least {left:,.0f} of the fewest cannot",
    "deciding.left-then": ", and at least {left:,.0f} of the fewest could not",
    "deciding.no-proof": (
        "Such an “if” is a precedent, not a proof; what follows from it is arithmetic that the certificate holds."
    ),
    "deciding.no-limit": (
        "No figure of the class on record would keep anybody inside by itself: at {limit:,.0f} people a calendar day "
        "and crossing ({assumption}) the days are enough for all."
    ),
}
