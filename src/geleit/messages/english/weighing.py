"""From evidence to a verdict: who says what about what a check asks."""

from geleit.messages.language import Entry, Plural

WEIGHING: dict[str, Entry] = {
    # {asks} is what has to hold, as a clause that follows "whether"
    "weighing.yes": "Whether {asks}: yes according to {yes:names}.",
    "weighing.no": "Whether {asks}: no according to {no:names}.",
    "weighing.disagree": (
        "Whether {asks}: yes according to {yes:names}, no according to {no:names}; the claimants disagree."
    ),
    "weighing.partial-yes": (
        "Whether {asks}: yes according to {yes:names}; "
        "claimants who are not impartial, or not known by name, do not decide it, "
        "nor does what has to be asked about first."
    ),
    "weighing.partial-no": (
        "Whether {asks}: no according to {no:names}; "
        "claimants who are not impartial, or not known by name, do not decide it, "
        "nor does what has to be asked about first."
    ),
    "weighing.partial": (
        "Whether {asks}: yes according to {yes:names}, no according to {no:names}; "
        "claimants who are not impartial, or not known by name, do not decide it, "
        "nor does what has to be asked about first."
    ),
    "weighing.silence": "Whether {asks}: nothing in the case speaks to this.",
    # who speaks
    "weighing.tables": "the tables of the case",
    "weighing.announcement": "the announcement",
    "weighing.nameless": "a claimant without a name",
    # what cannot decide as it stands
    "weighing.ask-words": (
        "{evidence} (Do the words where they stand say just that, and not as a question, denial, hearsay or plan? Then "
        "set words_checked of the row to yes.)"
    ),
    "weighing.ask-who": "{evidence} (who says so? a table knows nobody of that name)",
    "weighing.ask-whose": "{evidence} (whose word is it?)",
    "weighing.to-come": "{evidence} (of what was still to come)",
    "weighing.ask-day": "{evidence} (of which day? it names another than is asked about)",
    "weighing.before-opening": "{evidence} (dated before it opened)",
    # the operation by its corridors and pauses
    "weighing.corridors": Plural("number", "corridor", "corridors"),
    "weighing.corridors-pauses": Plural("number", "corridor or pause", "corridors and pauses"),
    "weighing.nothing-announced": "Whether {asks}: the case holds no announced {kinds} to ask this of.",
    "weighing.of-parts": "Whether {asks}: of {number} announced {kinds}, {counts:commas}.",
    "weighing.part": "{subject}: {finding}",
    "weighing.unsourced": "{evidence} (unsourced)",
    "weighing.count": "{count} {verdict:word}",
}
