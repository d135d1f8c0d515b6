"""Pauses as monitors show them, and incidents nearby."""

from geleit.messages.language import Entry, Plural

CEASEFIRE: dict[str, Entry] = {
    # whether a pause was kept, by one monitor
    "ceasefire.no-monitor": "No monitor's incidents are in the case: whether the pause was observed is not known.",
    "ceasefire.import": "import incidents: geleit import incidents FILE --case CASE",
    "ceasefire.summary": "By {claimant}: {kept}, {reason}; {change}, {compared}.",
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
    "ceasefire.parties-named": "named parties (which are bound is not said: all are taken to be)",
    "ceasefire.unnamed": Plural(
        "unnamed",
        "{unnamed} incident in it is attributed to nobody",
        "{unnamed} incidents in it are attributed to nobody",
    ),
    "ceasefire.too-early": Plural(
        "days",
        "none is reported, but reports come in for {days} day",
        "none is reported, but reports come in for {days} days",
    ),
    "ceasefire.no-access": "none is reported, but the monitor had access for only {share:.0%} of the pause",
    "ceasefire.not-at-work": "none is reported, but only {reported} at other times: too few to rely on its silence",
    "ceasefire.ends-early": "none is reported, but its incidents end before the pause does",
    "ceasefire.silent": "no incident in it is attributed to a party bound by it",
    # incidents of a pause, one by one
    "ceasefire.violation": "{when}: {kind} by {by}{against}{area}{deaths}{doubt}",
    "ceasefire.at": "{at:zoned}",
    "ceasefire.on": "{day}",
    "ceasefire.from-to": "{first} to {last}",
    "ceasefire.incident": "incident",
    "ceasefire.against": " against {against}",
    "ceasefire.in": ", {area}",
    "ceasefire.killed": ", {deaths:,.0f} killed",
    "ceasefire.perhaps-outside": " (perhaps outside the pause)",
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
        "; {vague} may, its place being known too coarsely, and is not counted",
        "; {vague} may, their places being known too coarsely, and are not counted",
    ),
    # whether there was less violence
    "ceasefire.fewer": "fewer incidents than before",
    "ceasefire.more-incidents": "more incidents than before",
    "ceasefire.undetermined": "fewer or more incidents than before: undetermined",
    "ceasefire.compared": "{compared} ({method})",
    "ceasefire.changed": "changed by the choice: {choice}: {compared}",
    "ceasefire.counts": "{during} in {hours_during:hours} against {before} in {hours_before:hours}",
    "ceasefire.ratio": "{counts}, ratio {ratio:.2f}",
    "ceasefire.ratio-between": "{counts}, ratio {ratio:.2f} (95 %: {low:.2f} to {high:.2f})",
    "ceasefire.method-clock": Plural(
        "days",
        "exact conditional; the hours of the pause against the same hours of the day before",
        "exact conditional; the hours of the pause against the same hours of {days} days before",
    ),
    "ceasefire.method-blind": Plural(
        "days",
        "exact conditional; the days on which there was a pause against the day before",
        "exact conditional; the days on which there was a pause against the {days} days before",
    ),
    "ceasefire.method-days": Plural(
        "days",
        "exact conditional; the whole days of the pause against the day before",
        "exact conditional; the whole days of the pause against the {days} days before",
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
    "ceasefire.access": "the monitor had access for {share:.0%} of the pause",
    "ceasefire.empty": "the file holds no incidents",
    "ceasefire.no-baseline": "there is no baseline: the file begins when the pause does",
    "ceasefire.no-whole-day": "the file ends before the first whole day of the pause is over",
    "ceasefire.none": "no incidents at all, in the pause or before it",
    "ceasefire.too-few": (
        "too few incidents or days to judge how much they vary: the interval takes them as independent"
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
    "ceasefire.near-unseen": (
        "Whether there were incidents within {km:g} km in its windows is not known: "
        "no monitor reports {fewest} or more so exactly."
    ),
    "ceasefire.near-none": "No reported incident within {km:g} km in its windows.",
    "ceasefire.near-vague": Plural(
        "incidents",
        "{incidents} incident is known too coarsely in place to tell whether it was near",
        "{incidents} incidents are known too coarsely in place to tell whether they were near",
    ),
    "ceasefire.incident-near": "{at:zoned}: {kind} near {place}",
    "ceasefire.incident-by-near": "{at:zoned}: {kind} by {by} near {place}",
}
