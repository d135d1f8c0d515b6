"""The parts of the checks: every check is in one, and a finding tells by its code in which."""

from __future__ import annotations

import pytest

from geleit.assessment import CHECKS, assess, checks_of, part_of
from geleit.io.case.bundled import data_folder
from geleit.io.case.casefile import read_case
from geleit.model.part import PARTS


def test_every_check_is_in_one_part():
    codes = [check.code for part in PARTS for check in checks_of(part)]
    assert len(set(codes)) == len(codes) == len(CHECKS)
    assert [part_of(code) for code in codes] == [part for part in PARTS for _ in checks_of(part)]
    assert part_of("CORRIDOR-COLOUR") is None


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_a_finding_is_of_the_part_that_was_asked(part):
    found = assess(read_case(data_folder() / "aleppo-2016"), part=part)
    assert {part_of(finding.code) for finding in found} == {part}
