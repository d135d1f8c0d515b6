"""The part of a page on what each check asks: where the code of a finding leads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from markupsafe import Markup

from geleit.messages import say
from geleit.report.explanations import GENERAL, check_codes, sections
from geleit.report.text.verdict import check_name

if TYPE_CHECKING:
    from markdown_it.token import Token

PART = """<h2>What each check asks</h2>
<p class="note">The code of a finding leads here.
No verdict covers several checks, and none says that something is legal or illegal.</p>
{}"""
GENERALLY = """<details class="asked" id="asked"><summary>How a verdict comes about</summary>
{text}</details>
"""
CHECK = """<details class="asked" id="asked.{code}"><summary>{name} <span class="code">{code}</span></summary>
{text}</details>
"""


def code_link(code: str) -> Markup:
    """The code of a finding, as a link to what its check asks where the page on findings has it."""
    if code not in check_codes():
        return Markup('<span class="code">{}</span>').format(code)
    return Markup('<a class="code" href="#asked.{0}">{0}</a>').format(code)


def render_checks(codes: Iterable[str]) -> str:
    """HTML of what the checks with these codes ask, in the order of the page on findings; empty without any."""
    wanted = set(codes)
    asked = [code for code in check_codes() if code in wanted]
    if not asked:
        return ""
    general = GENERALLY.format(text=_html(sections()[GENERAL], asked))
    checks = [
        CHECK.format(
            code=code, name=str(say("verdict.check-title", check=check_name(code))), text=_html(sections()[code], asked)
        )
        for code in asked
    ]
    return PART.format("".join([general, *checks]))


def _html(markdown: str, asked: list[str]) -> str:
    """A section as HTML; links to other checks on this page stay, the rest of the docs is not beside it."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    here = {f"#{code.lower()}": f"#asked.{code}" for code in asked}
    tokens = reader.parse(markdown)
    for token in tokens:
        token.children = _kept(token.children, here) if token.children else token.children
    return str(reader.renderer.render(tokens, reader.options, {}))


def _kept(tokens: list[Token], here: dict[str, str]) -> list[Token]:
    kept, open_links = [], []
    for token in tokens:
        if token.type == "link_open":
            open_links.append(here.get(str(token.attrGet("href"))))
            if open_links[-1]:
                token.attrSet("href", open_links[-1])
        if token.type not in ("link_open", "link_close") or open_links[-1]:
            kept.append(token)
        if token.type == "link_close":
            open_links.pop()
    return kept
