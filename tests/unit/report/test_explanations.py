from __future__ import annotations

import re

from geleit.messages.english.verdict import CHECKS
from geleit.report.explanations import GENERAL, check_codes, explanation_text, sections


def test_every_check_has_its_text_and_only_its_own():
    assert check_codes()[0] == "CORRIDOR-AGREED"
    assert check_codes()[-1] == "CLAIM-SUM"
    for code in check_codes():
        text = explanation_text(code)
        assert text.startswith("Asked ")
        assert not re.search(r"^#", text, re.MULTILINE)


def test_every_check_has_a_name_in_words():
    assert {f"check.{code.partition('-')[2]}" for code in check_codes()} == set(CHECKS)


def test_the_text_for_a_terminal_has_the_words_of_links_without_their_addresses():
    assert "weighed as CORRIDOR-FIRE is" in explanation_text("CLAIM-PAUSE")
    assert "](" not in "".join(map(explanation_text, check_codes()))


def test_what_holds_for_every_check_stands_on_the_page():
    assert "| all `against` | `not met` |" in sections()[GENERAL]
