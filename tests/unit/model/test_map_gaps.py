"""A gap of the map in words."""

from __future__ import annotations

import pytest

from geleit.messages.english import ENGLISH
from geleit.model.against_the_map import MapGap


@pytest.mark.parametrize(
    ("streets", "words"),
    [
        (("Quay", "Mill Lane"), "Quay and Mill Lane"),
        (("Quay", "unnamed path street"), "Quay and unnamed path street"),
        (("Quay", "Quay"), "two pieces of Quay"),
        (("unnamed residential street", "unnamed residential street"), "two unnamed residential streets"),
        (("unnamed path street (bridge)",) * 2, "two pieces of unnamed path street (bridge)"),
    ],
)
@pytest.mark.parametrize(("there", "tail"), [((0.0, 0.0), " touch or cross"), ((0.001, 0.0), " do not meet")])
def test_two_streets_of_one_name_are_told_apart(streets, words, there, tail):
    metres = 111.3 if there[0] else 0.0
    text = ENGLISH.render(MapGap((0.0, 0.0), there, metres, streets).message)
    assert text.startswith(words + tail)
