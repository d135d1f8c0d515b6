"""Whatever is done to the files of a case, reading it gives a case or says what is wrong."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.errors import InputError
from geleit.io.case.casefile import check_case, read_case
from geleit.io.case.template import write_example
from geleit.io.streets.network_file import save_network
from geleit.model.case import Case

pytestmark = pytest.mark.slow

FILES = (
    *("case.toml", "area.geojson", "people.geojson", "exits.csv", "corridors.csv", "pauses.csv", "closures.csv"),
    *("incidents.csv", "deliveries.csv", "statements.csv", "evidence.csv", "sources.csv", "parties.csv"),
)
SNIPPETS = st.sampled_from(
    [
        *(
            "",
            ",",
            ";",
            '"',
            "'",
            "#",
            "\n",
            "\r",
            "\0",
            "\ufeff",
            "=",
            "[",
            "]",
            "{",
            "}",
            "null",
            "true",
            "[]",
            "{}",
            "_",
        ),
        *("nan", "-inf", "1e999", "-1", "0", "0.5", "9" * 30, "9" * 5000, "[" * 2000, "x" * 200, "٣", "💥", "\udcff"),
        *("always", "never", "daily 00:00-24:00", "daily 10:00-13:00 1900-01-01..2199-12-31", "2024-05-01/2024-05-01"),
        *("2024-03-31T00:30", "2199-12-31T23:59-14:00", "1900-01-01", "0000-00-00", "operation", "leaflet", "north"),
    ]
)


@pytest.fixture(scope="module")
def scratch():
    """A good case, and one to be broken; with packed streets, which are read sooner and which no test here breaks."""
    with tempfile.TemporaryDirectory() as folder:
        write_example(Path(folder) / "good", "good")
        save_network(read_case(Path(folder) / "good").network, Path(folder) / "good" / "streets.npz")
        (Path(folder) / "good" / "streets.geojson").unlink()
        shutil.copytree(Path(folder) / "good", Path(folder) / "bad")
        yield Path(folder)


def read_with(scratch: Path, file: str, data: bytes) -> None:
    """Read the case with one file replaced; what comes out must be a case or an input error."""
    (scratch / "bad" / file).write_bytes(data)
    try:
        assert isinstance(read_case(scratch / "bad"), Case)
        assert check_case(scratch / "bad") == []
    except InputError as problem:
        message = str(problem)
        assert message.startswith(("bad/", str(scratch)))
        assert len(message) < 1000
        assert str(check_case(scratch / "bad")[0]) == message
    finally:
        shutil.copyfile(scratch / "good" / file, scratch / "bad" / file)


@settings(deadline=None)
@given(st.sampled_from(FILES), st.floats(0, 1), st.integers(0, 12), SNIPPETS)
def test_a_snippet_put_into_a_file(scratch, file, place, replaced, snippet):
    text = (scratch / "good" / file).read_text(encoding="utf-8")
    at = int(place * len(text))
    edited = text[:at] + snippet + text[at + replaced :]
    read_with(scratch, file, edited.encode("utf-8", "surrogateescape"))


@settings(deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_a_cell_replaced(scratch, file, data):
    lines = (scratch / "good" / file).read_text(encoding="utf-8").splitlines(keepends=True)
    row = data.draw(st.integers(0, len(lines) - 1))
    cells = lines[row].split(",")
    cells[data.draw(st.integers(0, len(cells) - 1))] = data.draw(SNIPPETS | st.text(max_size=20))
    lines[row] = ",".join(cells)
    read_with(scratch, file, "".join(lines).encode("utf-8", "replace"))


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(FILES), st.binary(max_size=200))
def test_bytes_instead_of_a_file(scratch, file, data):
    read_with(scratch, file, data)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(FILES), st.floats(0, 1))
def test_a_truncated_file(scratch, file, share):
    data = (scratch / "good" / file).read_bytes()
    read_with(scratch, file, data[: int(share * len(data))])


KEYS = st.sampled_from(["type", "coordinates", "id"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(KEYS, parts, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.sampled_from(["geometry", "properties", "people_low", "id", "coordinates", "ring"]), JSON)
def test_parts_of_geojson_replaced(scratch, part, value):
    document = json.loads((scratch / "good" / "people.geojson").read_text(encoding="utf-8"))
    feature = document["features"][0]
    if part in ("geometry", "properties"):
        feature[part] = value
    elif part == "coordinates":
        feature["geometry"]["coordinates"] = value
    elif part == "ring":
        feature["geometry"]["coordinates"][0][1] = value
    else:
        feature["properties"][part] = value
    read_with(scratch, "people.geojson", json.dumps(document).encode())
