"""What was announced, against what makes a corridor acceptable."""

from geleit.messages.language import Entry, Plural

CORRIDOR: dict[str, Entry] = {
    # what each check asks, as a clause that follows "whether"
    "corridor.asks-agreed": "all belligerent parties announced it or agreed to it",
    "corridor.asks-voluntary": "people choose freely whether, by which route and to which place they leave",
    "corridor.asks-time": "there is time enough",
    "corridor.asks-notice": "at least {notice:duration} of notice were given",
    "corridor.asks-warning": "people are warned in advance and those who stay keep their protection as civilians",
    "corridor.asks-vulnerable": (
        "the wounded, sick, infirm and aged, maternity cases and people with disabilities can use it"
    ),
    "corridor.asks-displacement": (
        "people are ordered to leave only for the security of civilians or for imperative military reasons"
    ),
    "corridor.asks-destination": "shelter, hygiene, health, safety and food are ready for as many as are expected",
    "corridor.asks-return": "people may remain and may return",
    "corridor.asks-aid-in": "aid may come in",
    "corridor.asks-screening": "people pass the exit without risk of detention and with a neutral party present",
    "corridor.asks-informed": "people are consulted and told times, routes and destination",
    "corridor.asks-monitored": "a neutral party monitors the route and mines are cleared",
    "corridor.asks-orders": "orders reach local commanders and the route has segments with hand-offs and fall-backs",
    "corridor.asks-fire": "the parties hold their fire",
    "corridor.asks-unilateral": "it rests on the word of more than one side",
    "corridor.asks-place": "every exit was announced with a place",
    # AGREED, UNILATERAL
    "corridor.no-party": "the case lists no belligerent party",
    "corridor.one-party": "the case lists only one belligerent party",
    "corridor.agreement-unknown": "Who would have to agree is not known: {reason}.",
    "corridor.announced-by": "{party} announced it",
    "corridor.agreed-by": "{party} agreed to it",
    "corridor.announced-by-other": "{party} announced it, by the word of {publisher}, another party",
    "corridor.agreed-by-other": "{party} agreed to it, by the word of {publisher}, another party",
    "corridor.told-by-other": (
        "Whether all parties agreed is not known: {publisher} alone says so of {parties:names}."
    ),
    "corridor.rests-on-told": (
        "It rests on the word of {parties:names}, as {publisher} alone says; whether it rests on that of others is not "
        "known."
    ),
    "corridor.not-agreed-by": "{party} did not agree to it",
    "corridor.not-agreed": "{parties:names} did not agree to it, as its source says.",
    "corridor.agreement-not-told": "Whether {parties:names} agreed to it is not told.",
    "corridor.not-told-of": "whether {party} agreed to it is not told",
    "corridor.refusal-told-by-other": (
        "That {parties:names} did not agree to it, {publisher} alone says, another party: so it is not known."
    ),
    "corridor.one-party-agreed": (
        "Whether all parties agreed is not known: the case lists only one belligerent party."
    ),
    "corridor.all-agreed": "All {parties} belligerent parties announced it or agreed to it.",
    "corridor.no-word": "no belligerent party is recorded as announcing it or agreeing to it",
    "corridor.word-unknown": "Whose word it rests on is not known: {reason}.",
    "corridor.word-of": "word of {parties:names}",
    "corridor.rests-on": "It rests on the word of {parties:names}.",
    "corridor.no-other-word": "no other belligerent party than {parties:names} gave its word",
    "corridor.rests-on-alone": "It rests on the word of {parties:names} alone.",
    "corridor.other-word-not-told": "Whether {parties:names} gave their word too is not told.",
    "corridor.some-word": "{parties:names} gave their word; the case does not say who stands together",
    "corridor.rests-on-some": ("It rests on the word of {parties:names}; whether they stand on one side is not known."),
    # PLACE
    "corridor.no-exit": "the case has no exit for it",
    "corridor.no-exit-placed": "Whether it has a place is not known: the case has no exit for it.",
    "corridor.place-known": "{exit}: announced with its place, known to {metres:,.0f} m",
    "corridor.place-by-name": "{exit}: announced with its place by name; where that is, the case does not say",
    "corridor.place-missing": "{exit}: announced without a place",
    "corridor.place-assumed": "{exit}: whoever made the case put it there; what place was announced is not told",
    "corridor.place-not-told": "{exit}: whether it was announced with a place is not told",
    "corridor.places-not-told": "Whether a place was announced is not told of {exits:names}.",
    "corridor.places-missing": Plural(
        "exits",
        "No place was announced for {missing} of {exits} exit.",
        "No place was announced for {missing} of {exits} exits.",
    ),
    "corridor.places-known": "A place was announced for each exit ({exits} of {exits}).",
    # TIME of the operation
    "corridor.no-answer": "Whether there is time enough: no certified answer was given.",
    "corridor.could-not-leave": (
        "At least {stuck:people} of the fewest {inside:people} inside could not have left by {deadline}, "
        "whatever they did."
    ),
    "corridor.all-out": "A plan has the most {inside:people} out by {by}, before the deadline of {deadline}.",
    "corridor.could-not-leave-of": (
        "At least {stuck:people} of the fewest {inside:people} inside could not have left by {deadline}; but the "
        "number of people inside is the word of a party to the conflict, and decides nothing."
    ),
    "corridor.all-out-of": (
        "A plan has the most {inside:people} out by {by}, before the deadline of {deadline}; but the number of "
        "people inside is the word of a party to the conflict, and decides nothing."
    ),
    "corridor.undecided": (
        "By {deadline} a plan has {out:people} out and no more than {most:people} can be out, "
        "of {inside:people} inside."
    ),
    "corridor.undecided-publicly": "By {deadline} no more than {most:people} can be out, of {inside:people} inside.",
    "corridor.at-most": "no more than {most:people} can be out by {deadline}, whatever they do",
    "corridor.at-most-stuck": (
        "no more than {most:people} can be out by {deadline}, whatever they do; "
        "{stuck:people} of the fewest could not have left ({suffices:word} suffices)"
    ),
    "corridor.on-the-map": (
        "if streets that do not meet on the map within {trusted_to:g} m do not meet in truth, no more than "
        "{most:people} can be out by {deadline}, and at least {stuck} could not have left; nothing rests on that"
    ),
    "corridor.map-undecided": (
        "On the map as it is drawn {stuck:people} could not have left by {deadline}, but not if people can pass where "
        "the map has a gap; so nothing is proved."
    ),
    "corridor.unread": (
        "nothing is proved by walking or by streets, only by seats at the exits and straight lines: {reason}"
    ),
    "corridor.gap": "{here} and {there} do not meet on the map: a gap of {metres:,.1f} m at {lat:.5f}, {lon:.5f}",
    "corridor.gap-unnamed": "two {street}s do not meet on the map: a gap of {metres:,.1f} m at {lat:.5f}, {lon:.5f}",
    "corridor.gap-alike": (
        "two pieces of {street} do not meet on the map: a gap of {metres:,.1f} m at {lat:.5f}, {lon:.5f}"
    ),
    "corridor.touch-unnamed": (
        "two {street}s touch or cross without a common corner on the map, at {lat:.5f}, {lon:.5f}"
    ),
    "corridor.touch-alike": (
        "two pieces of {street} touch or cross without a common corner on the map, at {lat:.5f}, {lon:.5f}"
    ),
    "corridor.touch": "{here} and {there} touch or cross without a common corner on the map, at {lat:.5f}, {lon:.5f}",
    "corridor.at-least": "a plan has {out:people} out by {deadline}, at the cautious ends of all ranges",
    "corridor.not-before": "not everyone can be out before {at}",
    "corridor.never-open": "no exit opens before the deadline",
    "corridor.rate-needed": "every exit would have to pass {rate} persons/h whenever open for the fewest to fit",
    "corridor.depends-on-rates": "depends on the rates at the exits: {rates:names}",
    "corridor.exit-rate": "{exit} {rate}",
    "corridor.rate": "{rate:whole} persons/h ({basis:word})",
    "corridor.rate-by-hour": "{rate:whole} persons/h ({basis:word}, by the hour)",
    "corridor.held-back": "held back, at the {scenario:word} ends of the ranges, by {names:names}",
    "corridor.apart": (
        "between {most} and {out} lies {apart:percent} of the former; the method misses {method:percent} of what the "
        "cautious ends allow, and the ranges of the case account for the rest"
    ),
    "corridor.unreached": Plural(
        "people",
        "{people:people} stands where no street of the map leads to an exit with a place and open by then",
        "{people:people} stand where no street of the map leads to an exit with a place and open by then",
    ),
    # TIME of a corridor, of a pause
    "corridor.no-exit-time": "Whether there is time enough: the case has no exit for it.",
    "corridor.seats": "seats by {deadline}: {seats:people}",
    "corridor.seats-inside": Plural(
        "inside",
        "Its exits have seats for {seats:people} by {deadline}; {inside:people} is inside, "
        "and how many would take it is not known.",
        "Its exits have seats for {seats:people} by {deadline}; {inside:people} are inside, "
        "and how many would take it is not known.",
    ),
    "corridor.open": "{exit}: open {hours:range} by the deadline, {rate}",
    "corridor.no-window": "How long it is to hold is not known: no window was announced.",
    "corridor.week": "week {week} of the pause: {hours:range}",
    "corridor.pauses-together": "hours that count with it, as they are or may be of one pause: {pauses:names}",
    "corridor.offered-in-aleppo": "Aleppo, August 2016: 3 h a day, 21 h a week, offered",
    "corridor.windows": "Windows of {hours:range} in 7 days, against {asked} that the UN asked for.",
    "corridor.windows-cut": (
        "Windows of {hours:range} in 7 days, against {asked} that the UN asked for; but they reach the edge of the "
        "period of the case, and what lies beyond is not told."
    ),
    "corridor.pace": Plural(
        "days",
        "{days} day with {daily}; {weekly} a week when it is every day",
        "{days} days with {daily} each; {weekly} a week when it is every day",
    ),
    # NOTICE
    "corridor.notice-unknown": "How much notice was given is not known: {reason}.",
    "corridor.no-announcement": "the time of the announcement is not known",
    "corridor.no-opening": "the time of the first opening is not known",
    "corridor.open-before": (
        "it was open already, or may have been, when it was announced: from {opening}, by its longest windows"
    ),
    "corridor.open-as-another": (
        "a way at the place of {exit} was open already, or may have been, when it was announced: {other}"
    ),
    "corridor.announced-opening": "announced {announced}, first opening {opening}",
    "corridor.announced-openings": (
        "announced {announced}, first opening {opening} or, by the shortest windows, {latest}"
    ),
    "corridor.some-hour": "on {day} at an hour that is not known",
    "corridor.opens": "{exit}: opens first at {opening}, by its longest windows",
    "corridor.opens-never": "{exit}: never opens",
    "corridor.notice-in-yemen": "Yemen: {usual} for movements, {emergency} in an emergency",
    "corridor.notice-cut": (
        "Notice of {notice:range}, against {asked} that the UN asked for; but its windows reach the edge of the period "
        "of the case, and what lies before is not told."
    ),
    "corridor.notice": "Notice of {notice:range}, against {asked} that the UN asked for.",
    # DESTINATION
    "corridor.no-places": "No destination is named with its places.",
    "corridor.all-places": Plural(
        "inside",
        "Places for {ready:people} at {destinations:names}, each counted once; {inside:people} is inside",
        "Places for {ready:people} at {destinations:names}, each counted once; {inside:people} are inside",
    ),
    "corridor.all-places-counted": "all destinations, each counted once: places for {ready:people}",
    "corridor.perhaps-one": (
        "are {one} and {other} one place? So it counts once at least; one spelling for both would say that they are"
    ),
    "corridor.places": Plural(
        "inside",
        "Places for {ready:people} at {destination}; {inside:people} is inside",
        "Places for {ready:people} at {destination}; {inside:people} are inside",
    ),
    "corridor.places-decide": "{places}.",
    "corridor.places-partial": (
        "{places}; the word of a claimant who is not impartial, or has no name, does not decide it."
    ),
    "corridor.places-whose-people": (
        "{places}; how many are inside is the word of a party to the conflict, so it decides nothing."
    ),
    "corridor.places-elsewhere": ("{places}; whether other destinations take those who find no place is not known."),
    "corridor.places-uncounted": Plural(
        "corridors",
        "{places}; how many more {corridors:names} leads to is not known.",
        "{places}; how many more {corridors:names} lead to is not known.",
    ),
    "corridor.places-past-corridors": (
        "{places}; where people find room who leave by {exits:names}, of no corridor, is not known."
    ),
    "corridor.never-opens": "No exit of {corridor} ever opens.",
    "corridor.never-opens-part": "{corridor}: none of its exits ever opens, so that its destination is not counted",
    "corridor.fighters": "How many fighters are expected is not known.",
    "corridor.patients": "How many sick and wounded are expected is not known.",
    "corridor.no-destination": "No destination is named.",
    "corridor.room-unknown": "How many places {destination} has is not known.",
    "corridor.nobody-inside": "How many people are expected is not known: the case counts nobody inside.",
    "corridor.no-places-named": "{corridor}: nobody names how many places there are",
    "corridor.no-destination-named": "{corridor}: nobody names a destination",
    "corridor.places-at": "{corridor}: places for {places:people} at {destination}",
    "corridor.nameless": "a destination that is not named",
    # AID-IN, FIRE, VULNERABLE
    "corridor.delivery": "{at}: {item}{amount} {stage:word}{to}",
    "corridor.delivery-amount": ", {amount:,g} {unit:unit},",
    "corridor.delivery-to": " to {to}",
    "corridor.delivery-elsewhere": " to {to}, which is not one of the places of the case",
    "corridor.delivery-where": ", where to is not said",
    "corridor.incident": "{at}: {kind:told}{by}{doubts}",
    "corridor.incident-by": " by {by:told}",
    "corridor.incident-doubts": " ({doubts:commas})",
    "corridor.refusal-denied": (
        "The source says that nobody else agreed, {claimants:names} that somebody did: so it is not known."
    ),
    "corridor.of-others-perhaps": "{evidence} (perhaps by somebody whom the pause does not bind)",
    "corridor.of-another-time": "{evidence} (dated outside its hours)",
    "corridor.of-part-of-its-time": "{evidence} (of no more than a part of the time, by its date)",
    "corridor.outside-window": "perhaps outside the window",
    "corridor.outside-area": "perhaps outside the area",
    "corridor.elsewhere": "perhaps elsewhere than at the corridor",
    "corridor.not-attributed": "not attributed to a party bound by the pause",
    "corridor.not-of-announcers": "not attributed to a party that announced the corridor or agreed to it",
    "corridor.fire-perhaps": Plural(
        "incidents",
        "{incidents} incident of the case may lie in its hours; whether it was at the corridor is not known.",
        "{incidents} incidents of the case may lie in its hours; whether they were at the corridor is not known.",
    ),
    "corridor.no-act-of-war": "perhaps no act of war",
    "corridor.fire-undecided": Plural(
        "incidents",
        "{incidents} incident of the case may lie in its windows; "
        "whether the pause was kept needs the check of the ceasefire, not made here.",
        "{incidents} incidents of the case may lie in its windows; "
        "whether the pause was kept needs the check of the ceasefire, not made here.",
    ),
    "corridor.vulnerable": (
        "people with disabilities, worldwide {world} %: {fewest} of the fewest {low:people}; "
        "among Syrians over 2 years {syria} % (UN 2021): {most} of the most {high:people}"
    ),
}
