"""The verdict in two sentences, what is unknown, and how findings are counted and titled."""

from geleit.messages.language import Entry, Plural

VERDICT: dict[str, Entry] = {
    # who could be out by the deadline
    "verdict.could-not-leave": (
        "Even with the most generous figures no more than {most} of the {inside:people} inside could be out by "
        "{by:written}, and at least {stuck} could not have left, whatever they did."
    ),
    "verdict.all-out": (
        "All of the {inside:people} inside could be out by {by:written}: "
        "a plan with the most cautious figures shows it."
    ),
    "verdict.undecided": (
        "A plan with the likely figures has {likely} of {out_of:people} out by {by:written}, one with the most "
        "cautious {least}; with the most generous at most {most} of {inside:people} could be out. "
        "What a crossing passes decides."
    ),
    "verdict.undecided-publicly": (
        "With the most generous figures at most {most} of {inside:people} could be out by {by:written}. What a "
        "crossing passes decides how many."
    ),
    "verdict.cannot-be-true": "Not true, or not all of it: {statements:semicolons}.",
    # how many conditions are met
    "verdict.conditions": Plural(
        "conditions",
        "Of {conditions} condition for a corridor that people can rely on: {counts}{failed}.",
        "Of {conditions} conditions for a corridor that people can rely on: {counts}{failed}.",
    ),
    "verdict.failed": Plural("failed", "; not met is {failed:commas}", "; not met are {failed:commas}"),
    "verdict.many-failed": "; not met are {failed:commas} and {more} more",
    "verdict.counts": "{met} met, {not_met} not met, {unknown} unknown",
    "verdict.none": "none",
    "verdict.word": "{verdict:word}",
    "verdict.count": "{count} {verdict:word}",
    "verdict.count-each": "{counts:commas}",
    "verdict.count-kinds": "{kinds:semicolons}",
    # what is unknown
    "verdict.no-place": "{exit}: announced or reported without a place.",
    "verdict.position": "{exit}: the position may be {metres:,.0f} m off.",
    "verdict.check-unknown": "{check:capital}: {about:semicolons}.",
    # what findings are about
    "verdict.operation": "The operation as a whole",
    "verdict.heading": "{name} ({several:commas})",
    "verdict.exits": Plural("exits", "{exits} exit", "{exits} exits"),
    "verdict.windows": Plural("windows", "{windows} window", "{windows} windows"),
    "verdict.said": "{speaker}: {words}",
    "verdict.said-on": "{speaker}, {day}: {words}",
    "verdict.check": "{check:check}",
    "verdict.check-title": "{check:capital}",
}
CHECKS: dict[str, Entry] = {
    # what each check is about, in a few words
    "check.AGREED": "agreement of all parties",
    "check.VOLUNTARY": "free choice",
    "check.TIME": "time enough",
    "check.NOTICE": "notice",
    "check.WARNING": "warning and protection",
    "check.VULNERABLE": "wounded, sick and aged",
    "check.DISPLACEMENT": "no ordered displacement",
    "check.DESTINATION": "places to go to",
    "check.RETURN": "staying and returning",
    "check.AID-IN": "aid coming in",
    "check.SCREENING": "safe screening",
    "check.INFORMED": "people informed",
    "check.MONITORED": "neutral monitoring",
    "check.ORDERS": "orders to commanders",
    "check.FIRE": "fire held",
    "check.OBSERVED": "the pause as monitors show it",
    "check.NEAR": "incidents nearby",
    "check.UNILATERAL": "more than one side's word",
    "check.NEED": "what people need, and what came",
    "check.CLOCK": "how long stocks last",
    "check.PROMISE": "loads as large as promised",
    "check.BALANCE": "food that people can live on",
    "check.LOSS": "loads that came whole",
    "check.AIRDROP": "drops in place of convoys",
    "check.PLACE": "a place for every exit",
    "check.LEFT": "how many have left",
    "check.DEADLINE": "whether people could leave in time",
    "check.OPEN": "whether it was open",
    "check.PAUSE": "whether the pause was kept",
    "check.INCIDENT": "whether nothing happened",
    "check.PLACES": "whether places were enough",
    "check.AID": "whether aid was enough",
    "check.INSIDE": "how many were inside",
    "check.SUM": "whether the figures add up",
}
