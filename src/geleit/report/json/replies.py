"""Sheets for claimants as a JSON object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from geleit.model.public import View
from geleit.model.reply import ReplySheet
from geleit.report.reply_items import reply_items
from geleit.report.stamps import stamp_json


def replies_json(
    view: View, sheets: tuple[ReplySheet, ...], by: date | None, written: Mapping[str, tuple[Path, Path]]
) -> dict[str, Any]:
    """Sheets of a case as a JSON object.

    Parameters
    ----------
    by
        Day by which a reply is asked for, or ``None`` where nobody said.
    written
        Page and text of each sheet, by the key of its claimant.
    """
    return {
        **stamp_json(view),
        "case": view.case.name,
        "by": by.isoformat() if by else None,
        "sheets": [_sheet(view, sheet, by, *written[sheet.claimant.key]) for sheet in sheets],
    }


def _sheet(view: View, sheet: ReplySheet, by: date | None, page: Path, text: Path) -> dict[str, Any]:
    said, claimant = reply_items(view.case, sheet, by), sheet.claimant
    return {
        "claimant": claimant.name,
        "party": claimant.party,
        "page": str(page),
        "text": str(text),
        "attributed": [asdict(one) | {"first": one.first.isoformat(), "last": one.last.isoformat(),
                                      "kinds": dict(one.kinds)}
                       for one in sheet.attributed],
        "statements": [one.statement.id for one in sheet.own],
        "of_others": [one.statement.id for one in sheet.of_others],
        "conduct": [{"code": f.code, "subject": f.subject, "verdict": f.verdict} for f in sheet.conduct],
        **asdict(said),
    }  # fmt: skip
