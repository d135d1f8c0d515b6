from __future__ import annotations

import re
from html.parser import HTMLParser

from geleit.report.explanations import check_codes
from geleit.report.html.checks_part import code_link, render_checks

VOID = {"br", "hr", "img"}


class Balanced(HTMLParser):
    """Elements that are open; whatever is closed out of turn fails."""

    def __init__(self, text):
        super().__init__()
        self.open = []
        self.feed(text)

    def handle_starttag(self, tag, _):
        self.open += [tag] if tag not in VOID else []

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_only_the_checks_that_were_made_are_explained_in_the_order_of_the_page():
    part = render_checks(["CORRIDOR-TIME", "NOBODY-KNOWS", "CORRIDOR-AGREED", "CORRIDOR-TIME"])
    assert re.findall(r'id="asked\.([^"]*)"', part) == ["CORRIDOR-AGREED", "CORRIDOR-TIME"]
    assert 'id="asked"' in part
    assert "<td>all <code>against</code></td>" in part


def test_nothing_was_checked_nothing_is_explained():
    assert render_checks([]) == ""
    assert render_checks(["NOBODY-KNOWS"]) == ""


def test_links_lead_within_the_page_or_are_plain_words():
    alone = render_checks(["CLAIM-PAUSE"])
    assert "<a" not in alone
    assert "weighed as CORRIDOR-FIRE is" in alone
    together = render_checks(["CLAIM-PAUSE", "CORRIDOR-FIRE"])
    assert '<a href="#asked.CORRIDOR-FIRE">CORRIDOR-FIRE</a>' in together
    everything = render_checks(check_codes())
    targets = set(re.findall(r'id="([^"]*)"', everything))
    assert set(re.findall(r'href="#([^"]*)"', everything)) <= targets
    assert not re.findall(r'href="[^#]', everything)


def test_elements_are_closed_in_turn():
    assert Balanced(render_checks(check_codes())).open == []


def test_a_code_leads_to_what_it_asks_and_an_unknown_one_is_text():
    assert code_link("AID-NEED") == '<a class="code" href="#asked.AID-NEED">AID-NEED</a>'
    assert code_link("<b>") == '<span class="code">&lt;b&gt;</span>'
