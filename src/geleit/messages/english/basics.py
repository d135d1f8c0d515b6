"""What all sentences are built with: counts, units of time, lists."""

from geleit.messages.language import Entry, Plural

BASICS: dict[str, Entry] = {
    "words": "{text}",
    "format.people": Plural("count", "{count:,.0f} person", "{count:,.0f} people"),
    "format.people-range": Plural("high", "{low:,.0f} to {high:,.0f} person", "{low:,.0f} to {high:,.0f} people"),
    "format.or-more": "{low:,.0f} or more",
    "format.text-or-more": "{text:text} or more",
    "format.quantity": "{figure:text} {unit:text}",
    "format.percent": "{percent:.1f} %",
    "format.percent-small": "{percent:.2g} %",
    "format.percent-text": "{percent:text} %",
    "format.in-script": "in {script} script: {words:text}",
    "format.hours": "{hours} h",
    "format.hours-minutes": "{hours} h {minutes} min",
    "format.days": Plural("days", "{days:,.4g} day", "{days:,.4g} days"),
    "format.some-hours": "{hours:,.4g} h",
    "list.names": "{before}, {after}",
    "list.names-last": "{before} and {after}",
    "list.others": Plural("count", "{count} other", "{count} others"),
    "list.commas": "{before}, {after}",
    "list.plus": "{before} + {after}",
    "list.minus": "{before} - {after}",
    "list.semicolons": "{before}; {after}",
    "list.range": "{before} to {after}",
}
