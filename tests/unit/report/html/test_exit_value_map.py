"""The map of what a new exit could add."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np

from geleit.report.html.exit_value_map import exit_value_svg


def drawn(values, lon=(0.0, 0.01, 0.02), lat=(0.0, 0.0, 0.01), gates=()):
    drawing = exit_value_svg(np.array(lon), np.array(lat), np.array(values), gates)
    ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing, and well-formed
    return drawing


def test_a_cell_for_each_place_darker_where_more_could_be_added():
    cells = re.findall(r'fill-opacity="([\d.]+)" x="([\d.]+)" y="([\d.]+)"', drawn([0, 50, 100]))[:3]
    assert [float(shade) for shade, *_ in cells] == [1.0, 0.06, 0.62]  # from the north; 50 of 100 is the third fifth
    (east, north), (west, south), (middle, level) = ((float(x), float(y)) for _, x, y in cells)
    assert west == 0 < middle < east
    assert north == 0 < south == level


def test_the_best_corner_of_a_cell_counts():
    drawing = drawn([3, 9, 5], lon=(0.0, 0.0, 0.02), lat=(0.0, 0.0, 0.01))
    assert "At most 9 more people" in drawing
    assert drawing.count('fill-opacity="1.0"') == 2  # the cell and its colour in the legend


def test_nothing_to_add_and_hostile_names():
    drawing = drawn([0, 0, 0], gates=[("<script>&", 0.01, 0.005)])
    assert "adds nothing" in drawing
    assert "&lt;script&gt;&amp;" in drawing
    assert drawn([7], lon=(1.0,), lat=(2.0,)).count('class="bar"') >= 2
