"""Words written from right to left, each kept apart on a page, so that they turn nothing round that stands beside."""

from __future__ import annotations

import re

from geleit.model.letters import TO_LEFT
from geleit.report.numbers import isolated_text

_NOT_TEXT = re.compile(
    r"(<script\b.*?</script>|<style\b.*?</style>|<svg\b.*?</svg>|<title>.*?</title>|<[^>]*>)", re.DOTALL
)
_TAG = re.compile(r"(<[^>]*>)")


def isolated(page: str) -> str:
    """A page of HTML with ``bdi`` around words written from right to left; in drawings and titles with characters.

    Attributes and scripts stay as they are: each is a text of its own wherever it is shown.
    """
    if not TO_LEFT.search(page):
        return page
    parts = _NOT_TEXT.split(page)
    parts[::2] = [TO_LEFT.sub(r"<bdi>\g<0></bdi>", text) for text in parts[::2]]
    parts[1::2] = [_by_characters(part) if part.startswith(("<svg", "<title")) else part for part in parts[1::2]]
    return "".join(parts)


def _by_characters(part: str) -> str:
    parts = _TAG.split(part)
    parts[::2] = map(isolated_text, parts[::2])
    return "".join(parts)
