"""What could be asked for, and what it would gain."""

from geleit.messages.language import Entry, Plural

NEGOTIATE: dict[str, Entry] = {
    "negotiate.hour": "an hour more a day at every crossing",
    "negotiate.exit": "one gate more, like {like}, at {lat:.4f}, {lon:.4f}",
    "negotiate.one-exit": "one gate more",
    "negotiate.screening": "checks twice as fast at every crossing",
    "negotiate.buses": "twice the buses",
    "negotiate.day": "a day more",
    "negotiate.vehicles": "every crossing open to vehicles too",
    "negotiate.gain": (
        "{what:capital}: with the likely figures a plan has {likely:,.0f} more out, with the cautious ones "
        "{cautious:,.0f} more."
    ),
    "negotiate.limit-rises": "The proved limit rises by {rises:,.0f}.",
    "negotiate.limit-all": "The proved limit lets everybody out already, so it says nothing of what would help.",
    "negotiate.limit-stays": "The proved limit does not rise.",
    "negotiate.all-likely": "The plan with the likely figures has everybody out already: it can gain nothing.",
    "negotiate.all-cautious": "The plan with the cautious figures has everybody out already: it can gain nothing.",
    "negotiate.conceded": "{place}, {day}: {words}",
    "negotiate.conceded-later": "later, {place}, {day}: {words}",
    "negotiate.no-precedent": "no precedent on record",
    "negotiate.more-precedents": Plural("count", "and {count} more", "and {count} more"),
    "negotiate.not-asked": "Not asked for: {what} ({why}).",
    "negotiate.always-open": "every crossing that opens is always open",
    "negotiate.no-exit": "no crossing opens before the deadline",
    "negotiate.no-buses": "the case has no bus line",
    "negotiate.open-to-vehicles": "every crossing lets vehicles pass already",
    "negotiate.now": (
        "By {by:written}, with nothing conceded: plans have {likely:people} out with the likely figures and "
        "{cautious:people} with the cautious ones; proved: at most {most:people}."
    ),
    "negotiate.what-it-is": (
        "A gain is what one plan has out more than another, both on the same streets and looked for as long; a plan "
        "may miss 0.3 % of what can be had, and a gain as small may be none. It is no forecast: people must be able to "
        "move, and a crossing must pass what the case assumes. How far the proved limit rises is no gain: it is how "
        "many more would no longer be ruled out."
    ),
    "negotiate.alone": "Each is asked for alone, with all else as in the case; gains do not add up.",
    "negotiate.elsewhere": (
        "Conceded elsewhere: rows of the record whose own words say so. A row shows that it was announced, not that it "
        "was kept."
    ),
}
