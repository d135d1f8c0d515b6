"""What could be asked for, what it would gain, and which unknown decides."""

from geleit.messages.language import Entry, Plural

NEGOTIATE: dict[str, Entry] = {
    # what decides
    "decides.heading": "what decides, and so what to find out first",
    "decides.rate": "how many people an hour a crossing passes",
    "decides.hours": "how long the crossings are open",
    "decides.unplaced": "where the exits without a place are",
    "decides.people": "how many people are inside",
    "decides.vehicles": "whether people can ride",
    "decides.streets": "how wide streets are and how fast people move",
    "decides.moves": (
        "{input:capital}: by itself it moves what is proved (at most) by {bound:,.0f}, and what plans with the likely "
        "figures can have out by {plan:,.0f}; ask {whom}."
    ),
    "decides.not": "What moves neither by itself: {inputs:semicolons}.",
    "decides.announcers": "{names:names}",
    "decides.holders": "whoever holds the crossings",
    "decides.claimants": "those who gave numbers ({names:semicolons}), and people inside",
    "decides.inside": "people inside and local offices",
    "decides.map": "people inside, mappers, and whoever has recent pictures from above",
    # concessions
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
        "As things are, by {by:written}: plans have {likely:people} out with the likely figures and {cautious:people} "
        "with the cautious ones; proved: at most {most:people}."
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
