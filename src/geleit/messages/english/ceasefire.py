"""Pauses as monitors show them, and incidents nearby."""

from geleit.messages.language import Entry, Plural

CEASEFIRE: dict[str, Entry] = {
    # whether a pause was kept, by one monitor
    "ceasefire.announced-later": (
        "{finding} But the pause was announced after all of its hours, when nobody could keep it any more: so it "
        "decides nothing."
    ),
    "ceasefire.other-area": (
        "{finding} But the pause was for {area}, and whether it happened there is not known: so it decides nothing."
    ),
    "ceasefire.no-monitor": "No monitor's incidents are in the case: whether the pause was observed is not known.",
    "ceasefire.import": "import incidents: geleit import incidents FILE --case CASE",
    "ceasefire.summary": "By {claimant}: {kept}, {reason}; {change}{fatal}, {compared}.",
    "ceasefire.witness": Plural(
        "reported",
        "By {claimant}: {kept}; {reported} incident in all, {certain} certainly in the pause: "
        "a witness, not a monitor.",
        "By {claimant}: {kept}; {reported} incidents in all, {certain} certainly in the pause: "
        "a witness, not a monitor.",
    ),
    "ceasefire.kept": "kept",
    "ceasefire.not-kept": "not kept",
    "ceasefire.not-known": "unknown",
    # why
    "ceasefire.broken": Plural(
        "certain",
        "{certain} incident by {whom} lies in the pause{more}",
        "{certain} incidents by {whom} lie in the pause{more}",
    ),
    "ceasefire.more": ", {possible} more may break it",
    "ceasefire.perhaps-broken": Plural(
        "possible",
        "{possible} incident may break it: by {whom}, not certainly",
        "{possible} incidents may break it: by {whom}, none of them certainly",
    ),
    "ceasefire.parties-bound": "parties bound by it",
    "ceasefire.parties-named": "named parties (which are bound is not said)",
    "ceasefire.unnamed": Plural(
        "unnamed",
        "{unnamed} incident in it is attributed to nobody",
        "{unnamed} incidents in it are attributed to nobody",
    ),
    "ceasefire.strangers": Plural(
        "parties",
        "in it there is fire with {parties} side of which nobody says whether the pause binds it",
        "in it there is fire with {parties} sides of which nobody says whether the pause binds each",
    ),
    "ceasefire.placeless": Plural(
        "placeless",
        "{placeless} incident whose place is not known well enough may lie in it",
        "{placeless} incidents whose places are not known well enough may lie in it",
    ),
    "ceasefire.unbound": Plural(
        "unbound",
        "{unbound} incident lies in it, but whom it binds is not said, or the monitor names nobody whom it binds "
        "(--party, or the column names of the table parties)",
        "{unbound} incidents lie in it, but whom it binds is not said, or the monitor names nobody whom it binds "
        "(--party, or the column names of the table parties)",
    ),
    "ceasefire.alleged": Plural(
        "alleged",
        "{alleged} incident in it is told only by a party to the conflict, of another",
        "{alleged} incidents in it are told only by a party to the conflict, of another",
    ),
    "ceasefire.blurred": Plural(
        "blurred",
        "{blurred} incident in it is called unclear by its monitor: perhaps several, and not all in the pause",
        "{blurred} incidents in it are called unclear by their monitor: perhaps several, and not all in the pause",
    ),
    "ceasefire.unclear": Plural(
        "unclear",
        "{unclear} incident in it may be no act of war: was force used? Say it by a kind of the list (docs/formats)",
        "{unclear} incidents in it may be no acts of war: was force used? Say it by kinds of the list (docs/formats)",
    ),
    "ceasefire.denied": Plural(
        "rows",
        "the text of {rows} incident in it may say that it did not happen, or at another time: a person has to read it",
        "the texts of {rows} incidents in it may say that it did not happen, or at another time: a person has to read",
    ),
    "ceasefire.few-rows": Plural(
        "rows", "the verdict rests on {rows} row alone", "the verdict rests on {rows} rows alone"
    ),
    "ceasefire.row-text": "in the words of the row: {text:told}",
    "ceasefire.perhaps-not-so": " (by its text it may not have happened, or at another time)",
    # why silence means nothing
    "ceasefire.none-told": "none is reported, but {why}",
    "ceasefire.no-death-told": "no fatal incident is reported, but {why}",
    "ceasefire.own-word": "a party's own silence does not show that it kept it",
    "ceasefire.too-early": Plural("days", "reports come in for {days} day", "reports come in for {days} days"),
    "ceasefire.no-access": "the monitor had access for only {share:.0%} of the pause",
    "ceasefire.unread": Plural(
        "rows",
        "{rows} row of the file could not be read and may lie in it",
        "{rows} rows of the file could not be read and may lie in it",
    ),
    "ceasefire.none-before": "it has no report from before the pause: it could not have seen it",
    "ceasefire.none-after": "it has no report from after the pause: it may have stopped",
    "ceasefire.stopped-before": (
        "its last report before the pause is {days:.1f} days older, more than {most:g}: it may have stopped"
    ),
    "ceasefire.silent-after": (
        "its first report after the pause is {days:.1f} days later, more than {most:g}: it may have been silent"
    ),
    "ceasefire.only-deaths": "it lists only incidents with deaths: of fire that killed nobody its silence says nothing",
    "ceasefire.not-at-work": "only {reported} at other times: too few to rely on its silence",
    "ceasefire.nothing-before": "its file holds no day before the pause to compare with",
    "ceasefire.little-expected": (
        "silence was to be expected: {expected:.1f} incidents in the pause had nothing changed, fewer than {fewest:g}"
    ),
    "ceasefire.often-silent": Plural(
        "times",
        "its file has no equally long time before the pause: how rare silence is cannot be told",
        "silence is not rare: of {times} equally long times up to the pause {share:.0%} are silent, "
        "more than {most:.0%}",
    ),
    # what a monitor could have seen
    "ceasefire.sight": "{known}; {silent}",
    "ceasefire.could-see": (
        "{expected:.1f} incidents were to be expected in the pause had nothing changed: "
        "a fall below {share:.0%} would have shown, if incidents come independently"
    ),
    "ceasefire.could-not-see": (
        "{expected:.1f} incidents were to be expected in the pause had nothing changed: no fall would have shown"
    ),
    "ceasefire.silent-before": Plural(
        "times",
        "the file has no equally long time before it",
        "of {times} equally long times up to the pause, itself among them, {share:.0%} are silent",
    ),
    "ceasefire.silent": "no incident in it is attributed to a party bound by it{beside}",
    "ceasefire.beside-fire": Plural(
        "acts",
        "; {acts} act in it is not counted as fire",
        "; {acts} acts in it are not counted as fire",
    ),
    # incidents of a pause, one by one
    "ceasefire.words": "{words:told}",
    "ceasefire.violation": "{when}: {kind:told} by {by:told}{against}{area}{deaths}{doubt}",
    "ceasefire.at": "{at:zoned}",
    "ceasefire.on": "{day}",
    "ceasefire.from-to": "{first} to {last}",
    "ceasefire.incident": "incident",
    "ceasefire.against": " against {against:told}",
    "ceasefire.in": ", {area:told}",
    "ceasefire.killed": ", {deaths:,.0f} killed",
    "ceasefire.perhaps-outside": " (perhaps outside the pause, or by a party that it does not bind)",
    "ceasefire.not-fire": " (not counted as fire)",
    "ceasefire.perhaps-several": " (unclear by its monitor: perhaps several, at other times or places)",
    "ceasefire.perhaps-not-bound": " (perhaps by a party that it does not bind)",
    "ceasefire.perhaps-no-act-of-war": " (perhaps no act of war)",
    "ceasefire.by-its-enemy": " (by the word of another party)",
    # what was counted
    "ceasefire.no-party-named": (
        "the monitor names no party as {names:commas}: all parties are counted "
        "(to tell them apart, fill the column names of the table parties)"
    ),
    "ceasefire.no-party": (
        "the monitor names no party as anybody: all parties are counted "
        "(to tell them apart, fill the column names of the table parties)"
    ),
    "ceasefire.in-area": Plural(
        "near",
        "of {incidents} {near} lies in the area of the case{vague}",
        "of {incidents} {near} lie in the area of the case{vague}",
    ),
    "ceasefire.incidents": Plural("incidents", "{incidents} incident", "{incidents} incidents"),
    "ceasefire.vague": Plural(
        "vague",
        "; {vague} may, its place not being known well enough, and is not counted",
        "; {vague} may, their places not being known well enough, and are not counted",
    ),
    # whether there was less violence
    "ceasefire.fewer": "fewer incidents than before",
    "ceasefire.more-incidents": "more incidents than before",
    "ceasefire.undetermined": "fewer or more incidents than before: undetermined",
    "ceasefire.fatal-alone": " (of incidents with deaths alone)",
    "ceasefire.compared": "{compared} ({method})",
    "ceasefire.changed": "changed by the choice: {choice}: {compared}",
    "ceasefire.counts": "{during} in {hours_during:hours} against {before} in {hours_before:hours}",
    "ceasefire.ratio": "{counts}, ratio {ratio:.2f}{rare}",
    "ceasefire.ratio-between": "{counts}, ratio {ratio:.2f} (95 %: {low:.2f} to {high:.2f}){rare}",
    "ceasefire.rare": ", as far off at {share:.0%} of such times",
    "ceasefire.intervals": "{counts}, ratio {ratio:.2f}{wide}{conditional}",
    "ceasefire.wide": ", wide interval (days that vary and resemble each other) {low:.2f} to {high:.2f}",
    "ceasefire.conditional": ", conditional interval (exact if incidents are independent) {low:.2f} to {high:.2f}",
    "ceasefire.placebo": Plural(
        "times",
        "the file holds no other time of the same length, weekday and hours: how rare this is cannot be told",
        "of {times} times of the same length, weekday and hours in the file, the pause among them, {quiet:.0%} are as "
        "quiet and {violent:.0%} as violent; of {compared} with as many days before them {deep:.0%} fell as far and "
        "{steep:.0%} rose as far",
    ),
    "ceasefire.deaths-beside": "deaths: {compared}",
    "ceasefire.counts-deaths": "only incidents with deaths are listed: what killed nobody is in none of these counts",
    "ceasefire.rows-left": Plural(
        "rows",
        "{rows} incident of a monitor is counted here and not listed: its rows stay in the room",
        "{rows} incidents of a monitor are counted here and not listed: its rows stay in the room",
    ),
    "ceasefire.names-left": Plural(
        "number",
        "one name is said to be neither bound by the pause nor outside it: {names:semicolons}{more}",
        "{number} names are said to be neither bound by the pause nor outside it: {names:semicolons}{more}",
    ),
    "ceasefire.strangers-named": Plural(
        "number",
        "in the pause there is fire with one side of which nobody says whether the pause binds it: {names:semicolons}"
        "{more}; is it another name of a party bound (--party, names of the table parties) or outside (--outside)?",
        "in the pause there is fire with {number} sides of which nobody says whether the pause binds each: "
        "{names:semicolons}{more}; is each another name of a party bound (--party, names of the table parties) or "
        "outside (--outside)?",
    ),
    "ceasefire.name-left": "{name:told} ({incidents})",
    "ceasefire.names-more": "; and {more} more",
    "ceasefire.method-clock": Plural(
        "days",
        "the hours of the pause against the same hours of the day before",
        "the hours of the pause against the same hours of {days} days before",
    ),
    "ceasefire.method-blind": Plural(
        "days",
        "the days on which there was a pause against the day before",
        "the days on which there was a pause against the {days} days before",
    ),
    "ceasefire.method-days": Plural(
        "days",
        "the whole days of the pause against the day before",
        "the whole days of the pause against the {days} days before",
    ),
    # what weakens it
    "ceasefire.beside": Plural(
        "incidents",
        "{incidents} may lie in the pause or beside it and is not counted",
        "{incidents} may lie in the pause or beside it and are not counted",
    ),
    "ceasefire.day-only": "incidents are known to the day only, which cannot show a pause of {hours:g} h",
    "ceasefire.fresh": Plural(
        "days",
        "the state of {snapshot} is less than {days} day after the end: reports are still coming in",
        "the state of {snapshot} is less than {days} days after the end: reports are still coming in",
    ),
    "ceasefire.unsaid": Plural(
        "days",
        "when was the file taken from its publisher? Its rows do not reach {days} day past the end, and reports may "
        "still have been coming in: say --snapshot",
        "when was the file taken from its publisher? Its rows do not reach {days} days past the end, and reports may "
        "still have been coming in: say --snapshot",
    ),
    "ceasefire.access": "the monitor had access for {share:.0%} of the pause",
    "ceasefire.empty": "the file holds no incidents",
    "ceasefire.cut": Plural(
        "units",
        "{units} day lies in a count of several days that reaches over the edge of what is compared, and is left out",
        "{units} days lie in counts of several days that reach over the edge of what is compared, and are left out",
    ),
    "ceasefire.all-cut": "counts of weeks or months do not fit the pause or the days before it: nothing is compared",
    "ceasefire.no-other-times": "counts of several days cannot be held against other times of the file",
    "ceasefire.no-baseline": "there is no baseline: the file begins when the pause does",
    "ceasefire.no-whole-day": "the file ends before the first whole day of the pause is over",
    "ceasefire.none": "no incidents at all, in the pause or before it",
    "ceasefire.too-few": (
        "too few incidents or days to judge how much they vary: the interval takes them as independent"
    ),
    "ceasefire.unseen": "not said to be fewer: {why}",
    "ceasefire.repeated": Plural(
        "rows",
        "{rows} row without an id says the same as an earlier one: perhaps told twice",
        "{rows} rows without ids say the same as earlier ones: perhaps told twice",
    ),
    "ceasefire.days-seen": Plural(
        "seen",
        "only {seen} of {days:days} before is in the file or had access",
        "only {seen} of {days:days} before are in the file or had access",
    ),
    # other ways to compare
    "ceasefire.days-before": Plural("days", "{days} day before", "{days} days before"),
    "ceasefire.without-run-up": Plural("days", "without the day before", "without the last {days} days before"),
    "ceasefire.eve": "the eve alone",
    "ceasefire.all-parties": "all parties",
    "ceasefire.deaths": "deaths instead of incidents",
    "ceasefire.exact-days": "only incidents known to the day",
    "ceasefire.counted-in": "those beside the pause counted into it",
    # incidents near a way out or a facility
    "ceasefire.near": Plural(
        "certain",
        "{certain} incident certainly within {km:g} km in its windows, {perhaps} more perhaps.",
        "{certain} incidents certainly within {km:g} km in its windows, {perhaps} more perhaps.",
    ),
    "ceasefire.near-perhaps": Plural(
        "perhaps",
        "No incident certainly within {km:g} km in its windows; {perhaps} may be, its place being known coarsely.",
        "No incident certainly within {km:g} km in its windows; {perhaps} may be, their places being known coarsely.",
    ),
    "ceasefire.near-alleged": Plural(
        "alleged",
        "{alleged} incident within {km:g} km in its windows is told only by a party to the conflict, of another.",
        "{alleged} incidents within {km:g} km in its windows are told only by a party to the conflict, of another.",
    ),
    "ceasefire.near-unclear": Plural(
        "unclear",
        "{unclear} incident within {km:g} km in its windows may be no act of war: was force used? Say it in its kind.",
        "{unclear} incidents within {km:g} km in its windows may be no acts of war: was force used? "
        "Say it in their kinds.",
    ),
    "ceasefire.near-unseen": (
        "Whether there were incidents within {km:g} km in its windows is not known: no monitor could have seen one."
    ),
    "ceasefire.near-unseen-by": (
        "Whether there were incidents within {km:g} km in its windows is not known: {claimant} reports none, but {why}."
    ),
    "ceasefire.near-none": "No reported incident within {km:g} km in its windows.",
    "ceasefire.near-vague": Plural(
        "incidents",
        "{incidents} incident is known too coarsely in place to tell whether it was near",
        "{incidents} incidents are known too coarsely in place to tell whether they were near",
    ),
    "ceasefire.incident-near": "{at:zoned}: {kind:told} near {place}",
    "ceasefire.incident-by-near": "{at:zoned}: {kind:told} by {by:told} near {place}",
}
