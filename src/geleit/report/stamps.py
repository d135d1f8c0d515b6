"""What every output says of itself: that it is public, and what was left out, or that it is not for publication."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from geleit.model.stamp import INTERNAL_SENTENCE, PUBLIC, PUBLIC_SENTENCE, LeftOut, Stamped

SENTENCES = {True: PUBLIC_SENTENCE, False: INTERNAL_SENTENCE}
"""By whether it is public."""


def stamp_json(view: Stamped) -> dict[str, Any]:
    """The entries that a JSON object begins with."""
    return {"publication": view.publication, "left_out": {row.kind: row.count for row in view.left_out}}


def stamp_text(view: Stamped) -> str:
    """A sentence, and what was left out."""
    parts = [SENTENCES[view.publication == PUBLIC]]
    if view.left_out:
        parts.append(f"Left out: {left_out_text(view.left_out)}.")
    return " ".join(parts)


def stamp_html(view: Stamped) -> str:
    """A line that stands above a page, and on each sheet of a print; below it, what was left out."""
    kind = "public" if view.publication == PUBLIC else "internal"
    said = escape(SENTENCES[kind == "public"])
    stamp = f'<p class="stamp {kind}" data-publication="{escape(view.publication)}">{said}</p>'
    if not view.left_out:
        return stamp
    return f'{stamp}\n<p class="note left-out">Left out: {escape(left_out_text(view.left_out))}.</p>'


def left_out_text(rows: Iterable[LeftOut]) -> str:
    """Each kind, with how many were left out."""
    return ", ".join(f"{row.kind} ({row.count:,})" for row in rows)
