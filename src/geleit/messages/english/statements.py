"""What statements assert, against what others say and what is proved."""

from geleit.messages.language import Entry, Plural

STATEMENTS: dict[str, Entry] = {
    # what statements assert, as a heading
    "statements.people-left": "So many people have left",
    "statements.people-inside": "So many people are inside",
    "statements.corridor-open": "It is open",
    "statements.pause-kept": "The pause is kept",
    "statements.aid-for": "Aid for so many people",
    "statements.places-ready": "Places stand ready",
    "statements.no-incident": "Nothing happened there",
    "statements.deadline": "Leave by then",
    "statements.others": "Other statements",
    # why a verdict is what it is, in a few words
    "statements.because-disagree": "claimants disagree",
    "statements.because-others-count": "counted by impartial others",
    "statements.because-nobody-counts": "nobody impartial counts",
    "statements.because-no-unit": "its unit does not count people",
    "statements.because-at-most": "at most {most} can have passed",
    "statements.because-gap": "only impossible if the map has no gap",
    "statements.because-corrected": "corrected by the same voice",
    "statements.because-not-impartial": "nobody impartial counts the same",
    "statements.because-whose-people": "how many people are inside is the word of a party to the conflict",
    "statements.because-people-moved": "people are said to have left, or others counted those inside",
    "statements.because-alone": "nobody else counts",
    "statements.because-outside": "outside the period of the case",
    "statements.because-no-exit": "no exit is known",
    "statements.because-for-some": "it is for some people only",
    "statements.because-stuck": "at least {stuck} could not have left",
    "statements.because-planned": "a plan has everyone out",
    "statements.because-undecided": "neither proved nor planned",
    "statements.because-echo": "it repeats another voice",
    "statements.because-words": "nobody has checked that the words say just that",
    "statements.because-open-scope": "it leaves open what could change the verdict",
    "statements.because-whose-load": "the load is told by one who has a stake",
    "statements.because-overlap": "parts may overlap",
    "statements.because-no-figure": "no figure",
    "statements.because-enough-counted": "enough for everyone, and impartial others count so many",
    "statements.because-enough": "enough for everyone, if they are there",
    "statements.because-inside": "depends on how many are inside",
    "statements.because-other-places": "other corridors may lead to other places",
    "statements.because-not-everyone": "not for everyone, as was said",
    "statements.because-places-uncounted": "nobody impartial counts them",
    "statements.because-not-places": "it counts {unit:unit}, not places",
    "statements.because-no-load": "no load or no figure",
    "statements.because-large-enough": "the load is large enough",
    "statements.because-too-small": "the load is too small",
    "statements.because-perhaps-enough": "the load may be enough",
    "statements.because-no-people": "it counts no people",
    "statements.because-more-left": "more have left than were inside",
    "statements.because-seen": "seen",
    "statements.because-seen-otherwise": "seen otherwise",
    "statements.because-nothing": "nothing decides it",
    "statements.because-off": "inconsistent by {off:,.0f}",
    "statements.because-adds-up": "the parts add up, which supports none of them",
    "statements.because-remainder": "the parts leave a remainder",
    "statements.because-days-contradict": "the counts of days and the count over all days contradict each other",
    "statements.because-days-add-up": "the days add up, which supports none of them",
    "statements.because-days-remainder": "the days leave a remainder",
    "statements.because-arrived": "more arrived than departed",
    # counts of people who left
    "statements.not-people": "It counts {unit:unit}, not people.",
    "statements.through": "through {place:names}",
    "statements.through-all": "through the exits of the case",
    "statements.impossible": Plural(
        "said",
        "{said:people} was said to have left; at most {most:people} can have passed {through} in that time.",
        "{said:people} were said to have left; at most {most:people} can have passed {through} in that time.",
    ),
    "statements.corrected": "The same voice corrected it: {words}.",
    "statements.disagree": "{said:people}, said {speaker}; {others:names}: not all of these can be true.",
    "statements.agree": Plural(
        "others",
        "{said:people}; an impartial claimant counts about the same: {others:names}.",
        "{said:people}; impartial claimants count about the same: {others:names}.",
    ),
    "statements.echo": "{said:people}, as {original} said before: who repeats it counts nothing.",
    "statements.open-scope": "{said:people}; what it leaves open decides what it can be compared with.",
    "statements.by-exits": (
        "{said:people}: more than the exits can have passed; but what it leaves open may change what that means."
    ),
    "statements.not-by-exits": "who leaves by other ways is not held back by the exits: nothing is proved",
    "statements.partial": "{said:people}; whoever counts about the same is not impartial.",
    "statements.alone": "{said:people}; nothing known excludes it, and nobody else counts the same.",
    "statements.account": "{said:people} by {speaker}",
    "statements.account-derived": "{left:people} until {day} by {speaker} (derived: {figures:minus} = {left:whole})",
    "statements.heard-derived": "derived: {figures:minus} = {left:people} until {until}: {words}",
    "statements.only-civilians": "the people of the case are civilians: nothing is proved about {whom}",
    "statements.no-exit": "the case has no exit of what it is about: nothing is proved",
    "statements.no-time": "until when is not said: nothing is proved",
    "statements.outside": "its time does not lie within the period of the case: nothing is proved",
    "statements.on-the-map": (
        "on the map as it is drawn at most {most:people} can have passed, but more if people can pass "
        "where it has a gap"
    ),
    "statements.at-most": "at most {most:people} can have passed {through}, {since} to {until}",
    "statements.share": "{share:percent_small} of the {inside:people} inside",
    # an order to leave by a time
    "statements.deadline-outside": "Its time lies outside the period of the case: nothing is proved.",
    "statements.deadline-no-exit": "The case has no exit of the corridor it is about: nothing is proved.",
    "statements.deadline-by-exits": (
        "By the exits of the case at least {stuck:people} of the fewest {inside:people} could not have left by "
        "{deadline}; whether people may leave by other ways is not said."
    ),
    "statements.deadline-for-whom": (
        "By the exits of the case at least {stuck:people} of the fewest {inside:people} could not have left by "
        "{deadline}; for whom the order is, is not said."
    ),
    "statements.deadline-by-hours": (
        "By the exits of the case at least {stuck:people} of the fewest {inside:people} could not have left by "
        "{deadline}; but somebody tells of an opening outside the windows of the exits."
    ),
    "statements.deadline-for-some": "It is for some people only: whether they can leave by then is not proved.",
    "statements.deadline-met": "A plan has the most {inside:people} out by {until}, if nothing goes wrong.",
    "statements.deadline-from-start": (
        "A plan from {start} on has the most {inside:people} out by {until}; it was demanded later than that start."
    ),
    # places that stand ready
    "statements.places-unknown": "How many places, or how many people, is not known.",
    "statements.places": "Places for {said:people}: room for {share:percent} of the {inside:people} inside.",
    "statements.places-at": "{destination}: places for {places:people}",
    # aid for so many people
    "statements.no-load": "What load it is about, or for how many people, is not said.",
    # people inside
    "statements.inside-no-people": "It counts no people.",
    "statements.inside-fewer": (
        "{said:people} inside, and more have left since, according to {who:names}; both cannot be right."
    ),
    "statements.inside-newcomers": (
        "{said:people} inside, and more have left since, according to {who:names}; whether some came in is not said."
    ),
    "statements.inside-agree": Plural(
        "who",
        "{said:people} inside; {who:names}, impartial, counts about the same.",
        "{said:people} inside; {who:names}, impartial, count about the same.",
    ),
    "statements.inside-disagree": Plural(
        "who",
        "{said:people} inside; another counts otherwise: {who:names}.",
        "{said:people} inside; others count otherwise: {who:names}.",
    ),
    "statements.inside": "{said:people} inside.",
    # it is open, the pause is kept, nothing happened
    "statements.asks-open-throughout": "it was open all the time from {since} to {until}",
    "statements.asks-open": "it was open at some time from {since} to {until}",
    "statements.open-no-time": "Whether it was open: of which time it speaks is not said, or that time was to come.",
    "statements.nobody-left": (
        "Whether {asks}: nobody left by it, according to {who:names}; that alone does not show that it was shut."
    ),
    "statements.some-passed": (
        "Whether {asks}: some passed by it, according to {who:names}; that alone does not show that it was open."
    ),
    "statements.open": "{finding} Whether it was safe is another question.",
    "statements.shut": "No exit of it is open from {since} to {until}, by the longest windows.",
    "statements.shut-then": "no exit of it is open from {since} to {until}, by the longest windows",
    "statements.asks-kept": "the pause was kept",
    "statements.asks-quiet": "there were no incidents",
    "statements.quiet-nowhere": "Whether there were incidents: no place or no time to look at is known.",
    # totals and their parts
    "statements.parts-off": (
        "The parts come to {parts:plus} = {sum:,.0f}, the total was reported as {total:,.0f}: "
        "inconsistent by {off:,.0f}; not all are right."
    ),
    "statements.parts-total": "The parts come to {parts:plus} = {sum:,.0f}, as was reported for the total.",
    "statements.parts-ranges": (
        "The parts come to {parts:plus} = {sum:,.0f}, the total was reported as {total:,.0f}: the ranges agree."
    ),
    "statements.parts-overlap": (
        "The parts come to {parts:plus} = {sum:,.0f}, the total was reported as {total:,.0f}; "
        "whether somebody is in two parts is not said."
    ),
    "statements.parts-elsewhere": (
        "The parts come to {parts:plus} = {sum:,.0f}, the total was reported as {total:,.0f}; "
        "not every part is of the people, place, time and means of the total."
    ),
    "statements.parts-units": "The parts count in {units:names}, the total in {total:text}: they cannot be added up.",
    "statements.parts-loose": (
        "The parts come to {parts:plus} = {sum:,.0f}, the total was reported as {total:,.0f}; "
        "how exact each figure is, is not said."
    ),
    "statements.parts-remainder": (
        "The parts come to {parts:plus} = {sum:,.0f}, the total was reported as {total:,.0f}; "
        "whether these are all its parts is not said."
    ),
    "statements.days-off": (
        "{parts:plus} in shorter times, {total:,.0f} over the whole time: not all of these can be right."
    ),
    "statements.days-total": "{parts:plus} in shorter times, {total:,.0f} over the whole time: they add up.",
    "statements.days-remainder": (
        "{parts:plus} in shorter times, {total:,.0f} over the whole time: that leaves {left} {when}, "
        "about which the same voice says nothing."
    ),
    "statements.more": "more",
    "statements.so-many": "{left:people}",
    "statements.from-to": "from {since} to {until}",
    "statements.rest-of-time": "in the rest of the time",
    "statements.stages": (
        "{arrived:people} arrived, of at most {departed:people} who had departed: not both are right."
    ),
    "statements.stages-open": (
        "{arrived:people} arrived, of at most {departed:people} who had departed; whether some joined on the way "
        "is not said."
    ),
    "statements.words-people": "{words} ({people:people})",
    # what exactly was tested
    "statements.tests-left": "{said:people} ({whom}) left {place}{by}, {since} until {until}.",
    "statements.tests-by": ", by way of {by:word}",
    "statements.tests-inside": "Inside, {place}, there was a number of {said:people} ({whom}) at {until}.",
    "statements.tests-open": "Somebody could pass at some time, {place}, {since} until {until}.",
    "statements.tests-open-throughout": (
        "Those meant ({whom}) could pass all the time, {place}{by}, {since} until {until}."
    ),
    "statements.tests-shut": "It was open to pass at no time, {place}, {since} until {until}.",
    "statements.tests-kept": "No party bound by it broke the pause, {place}, {since} until {until}.",
    "statements.tests-broken": "A party bound by it broke the pause at some time, {place}, {since} until {until}.",
    "statements.tests-kept-some": "Those meant ({whom}) kept the pause, {place}, {since} until {until}.",
    "statements.tests-broken-some": (
        "Those meant ({whom}) broke the pause at some time, {place}, {since} until {until}."
    ),
    "statements.tests-enough": "The load weighs enough for {said:people} in full rations, {place}{days}.",
    "statements.tests-days": ", for this many days: {days:whole}",
    "statements.tests-too-little": "The load weighs too little for {said:people} in full rations, {place}{days}.",
    "statements.tests-places": "{said:people} find a place, {place}.",
    "statements.tests-quiet": "There was no incident within {metres:,.0f} m, {place}, {since} until {until}.",
    "statements.tests-incident": "There was an incident within {metres:,.0f} m, {place}, {since} until {until}.",
    "statements.tests-deadline-some": "Those who are meant ({whom}) can be out, {place}, by {until}.",
    "statements.tests-deadline": "All people of the case can be out, {place}, by {until}.",
    "statements.tests-sum": "The total {total} and its parts can all be right.",
    "statements.tests-nothing": "Nothing.",
    "statements.place-unsaid": "where it does not say",
    "statements.place-all": "at all corridors and exits of the case",
    "statements.place-named": "at {places:names}",
    "statements.whom-unsaid": "of whom it does not say",
    "statements.whom-everyone": "everyone",
    "statements.whom-named": "{whom}",
    "statements.since-time": "from {since}",
    "statements.since-beginning": "from the beginning",
    "statements.since-unsaid": "since when it does not say",
    # questions that would decide
    "statements.ask-exits": (
        "Through which corridors or exits? Give them in about, or operation for all of them; "
        "people may leave by other ways."
    ),
    "statements.ask-where": "Of which place? Give it in about, or operation for all of the case.",
    "statements.ask-whom": "Who is counted? Give it in whom, such as civilians, or everyone.",
    "statements.ask-for-whom": (
        "For whom is it? Give everyone or civilians in whom, without a smaller number of them, if it is for all."
    ),
    "statements.ask-start": "Who was inside when it was demanded? A case that starts then has a plan from then on.",
    "statements.ask-since": "Since when? Give since, or extent=total if it counts all since the beginning.",
    "statements.ask-by": "How did they leave? Give by, such as foot, or any if all ways count.",
    "statements.ask-day": (
        "Which day do its words mean? Give since and until, or extent=total if it counts all until then."
    ),
    "statements.ask-figure": (
        "How exact is the figure? Its words say it loosely: give quantity as a range, or or_more for a least."
    ),
    "statements.ask-rate": (
        "How many in all? Its words give a figure for each hour, day, week or bus: give the count of the whole time."
    ),
    "statements.ask-ahead": (
        "Is it of what had been when it was said, or of what was to come? Give until as the time until which it counts."
    ),
    "statements.ask-words": (
        "Do the words of {statements:names} say just what the columns say: nothing less, nothing else, and not as a "
        "question, denial, hearsay or plan? Then set words_checked there to yes."
    ),
    "statements.ask-all-words": (
        "Do the words of the statements that correct, divide or bridge others say just what their columns say? Without "
        "those that nobody checked, this would not be found."
    ),
    "statements.ask-whose-word": (
        "Whose word does it pass on? Enter what that one said, and give it in repeats; or none if nobody's."
    ),
    "statements.ask-repeats": (
        "Does it only pass on {original}? Then give that in repeats, or none if it is its speaker's own word."
    ),
    "statements.ask-own-count": (
        "Does {statement} only pass on {original}? Give repeats={original} there, or "
        "repeats=none if it is its own word."
    ),
    "statements.ask-own-word": (
        "Whose word does {statement} pass on? Its words name somebody: give repeats there, or none if nobody's."
    ),
    "statements.ask-takes-back": (
        "Does {later} take the figure back, or tell of a part of it or a later state? Where it corrects it, enter the "
        "words that say so; else leave corrects empty."
    ),
    "statements.ask-elsewhere": (
        "Were all of them inside before, and is each counted once? More can pass than were inside: people from "
        "elsewhere, or the same again. Only what the exits can pass in all would exclude it."
    ),
    "statements.ask-all-places": (
        "Are these all the places, of one person each? Give quantity as a range, or or_more if more were to come."
    ),
    "statements.ask-part": "Is it part of this total? People, place, time or means differ: {parts:names}.",
    "statements.ask-unit": "How much are the parts in the unit of the total? Give all of them the same quantity_unit.",
    "statements.ask-disjoint": "Can somebody be in two of the parts? If nobody can, give disjoint=yes on the total.",
    "statements.ask-complete": "Are these all its parts? If so, give complete=yes on the total.",
    "statements.ask-rations": "Are full rations meant? If it says so, give full_rations=yes.",
    "statements.ask-whose-keeping": (
        "Whose keeping is meant? Give whom=everyone if it is that of all whom the pause binds; of one of them nothing "
        "is tested."
    ),
    "statements.ask-longer-hours": (
        "Are the windows of {exits:names} the longest that anyone claims? It was open outside them by what is told in "
        "{statements:names}: widen windows in the table exits, or leave out the hours there (since, until)."
    ),
    "statements.ask-which": "Which of them was open? Enter a statement for each.",
    "statements.ask-always": (
        "Was it open all that time? Somebody could pass at some time: enter a statement for each time it was seen open."
    ),
    "statements.ask-open-whom": "For whom was it open? Give it in whom, such as civilians, or everyone.",
    "statements.ask-open-by": "By which means could they pass? Give it in by, such as foot or road, or any.",
    "statements.ask-once": (
        "Was it open all that time, or at some time in it? Give extent=once if no more is said than that somebody "
        "could pass at some time."
    ),
    "statements.ask-distance": (
        "How near is meant? At the place itself it comes out otherwise than some hundred metres away: enter what was "
        "hit, and where, in a statement of its own."
    ),
    "statements.ask-shut-once": (
        "From when to when was it shut? Give since and until of that time alone, without extent: shut for a part of a "
        "time does not say that it never was open in it."
    ),
    "statements.ask-let-through": (
        "Were those who passed let through? Enter who saw that it was open, as a statement that asserts corridor-open."
    ),
    "statements.ask-joined": (
        "Did all who arrived set out with those who departed? People may join on the way: if none did, give "
        "part_of={departed} on {arrived}."
    ),
    "statements.ask-came-in": (
        "Did anybody come in after this count? If all who left are of those counted inside, give part_of={inside} on "
        "{left:names}."
    ),
    "statements.ask-in-between": (
        "Who left between the two counts? A count of them, of all ways (by=any), would compare them."
    ),
    # verdicts, in words that stand alone
    "statements.rated-supported": "Supported by what is known",
    "statements.rated-refuted": "Refuted by what is known",
    "statements.rated-impossible": "Impossible under the assumptions of the case, by a proof",
    "statements.rated-inconsistent": "Not all of these figures are right; whose is wrong is not known",
    "statements.rated-undetermined": "Not decided by what is known",
    # what a statement may only pass on
    "statements.echo-named": "its words name {speaker}, and that one said the same",
    "statements.echo-words": "its words pass on what somebody said, and {speaker} said the same before",
    "statements.echo-figure": "{speaker} gave exactly that figure before",
    "statements.echo-same": "{speaker} said the same before",
    # what a verdict depends on
    "statements.on-newcomers": "nobody came in",
    "statements.newcomers": "it fits if {came:people} or more came in since",
    "statements.on-hours": "opening hours",
    "statements.never-open": "none of its exits is open in that time, by the longest windows of the case",
    "statements.shut-at-least": "by the shortest windows of the case it is shut in that time",
    "statements.on-rate": "rate of the exits",
    "statements.rate": Plural(
        "hours",
        "impossible if each exit passes fewer than {rate:,.12g} persons/h whenever it may be open "
        "({hours:,.0f} open hour in all); the case has up to {most:,.0f}",
        "impossible if each exit passes fewer than {rate:,.12g} persons/h whenever it may be open "
        "({hours:,.0f} open hours in all); the case has up to {most:,.0f}",
    ),
    "statements.on-people": "people expected",
    "statements.enough-places": Plural(
        "places", "enough if no more than {places:people} leaves", "enough if no more than {places:people} leave"
    ),
    "statements.on-weight": "weight of the load",
    "statements.enough-weight": "enough if the load weighs {tonnes:,.4g} t or more, in full rations",
    "statements.on-comparison": "how incidents are compared",
    "statements.less-violence": "whether there was less violence: {choice}",
    "statements.on-rows": "rows of incidents",
    "statements.on-distance": "distance that counts as near",
    "statements.within": "within {metres:,.0f} m: {verdict:word}",
}
