"""What the people inside need: by the standards, for so many people and days."""

from __future__ import annotations

from geleit.model.aid import Need, Standards
from geleit.model.amount import Range

ONE = Range(1, 1, 1, "share")


def needs_of_everyone(standards: Standards) -> tuple[Need, ...]:
    """The needs that findings are about; those of groups add to them."""
    return tuple(need for need in standards.needs.values() if need.adds_to == need.id)


def per_person(need: Need, standards: Standards) -> Range:
    """What one person of the whole population needs on average, with what groups need in addition."""
    rows = [row for row in standards.needs.values() if row.adds_to == need.id]
    parts = [(row.amount, row.share or ONE) for row in rows]
    return Range(
        sum(amount.low * share.low for amount, share in parts),
        sum(amount.likely * share.likely for amount, share in parts),
        sum(amount.high * share.high for amount, share in parts),
        need.amount.unit,
        need.source,
        need.amount.basis,
    )


def needed(need: Need, standards: Standards, people: Range, days: float) -> Range:
    """What so many people need: over so many days where the need comes again every day."""
    one = per_person(need, standards)
    lasting = days if need.pace == "day" else 1.0
    return Range(
        one.low * people.low * lasting,
        one.likely * people.likely * lasting,
        one.high * people.high * lasting,
        need.amount.unit,
        need.source,
        "derived",
    )
