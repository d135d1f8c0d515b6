"""docs/method/negotiate.md tells of the bundled cases what Geleit tells now."""

from __future__ import annotations

import pytest
from scripts.write_concessions import PAGE, answers, page_with

pytestmark = pytest.mark.slow


def test_the_tables_of_what_to_ask_for_are_those_of_now():
    assert page_with(answers()) == PAGE.read_text(encoding="utf-8")
