"""The bounds of the door, one by one: at them a file is read, beyond them it is not."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geleit.errors import InputError
from geleit.io.foreign.csv_rows import read_rows, short_lines
from geleit.io.foreign.gzip_stream import unpacked_text
from geleit.io.foreign.json_text import read_json
from geleit.io.foreign.kinds import INCIDENTS, PROOF, SETTINGS, TABLE, Kind
from geleit.io.foreign.toml_text import read_toml

NAMES = ("a.{}", "[a.{}]\nx", "'a'.{}", '"a.b" . {}', "x = {{ a.{} = 1 }}\ny", "x = ['''\n''']\n'a' . {}")
DOTTED = (
    "a = '{}'",
    'a = "{}"',
    'a = """{}"""',
    "a = '''{}'''",
    'a = """\n""{}"""""',
    'a = "\\"{}"',
    "# {}",
    "a = 1 # '{}",
)


@pytest.mark.parametrize("name", NAMES)
def test_names_in_toml(name):
    most = ".".join("b" * (SETTINGS.depth - 1))
    assert read_toml("f", f"{name.format(most)} = 1", SETTINGS)
    with pytest.raises(InputError, match=r"^f: .*\.\.\. is a name of more than 16 parts"):
        read_toml("f", f"{name.format(most + '.c')} = 1", SETTINGS)


@pytest.mark.parametrize("text", DOTTED)
def test_dots_in_texts_and_comments_of_toml_separate_nothing(text):
    text = text.format("a." * 100)
    assert read_toml("f", text, SETTINGS) == tomllib.loads(text)


@given(st.text("a.'\"\\#\n =[]{}", max_size=40))
def test_what_is_toml_and_not_deep_is_read_as_ever(text):
    try:
        expected = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        with pytest.raises(InputError):
            read_toml("f", text, SETTINGS)
        return
    if text.count(".") < SETTINGS.depth:
        assert read_toml("f", text, SETTINGS) == expected


def rows(text, kind=TABLE, **options):
    return [(number, row) for number, row in read_rows("f", io.StringIO(text, newline=""), ",", kind, **options)]


def test_rows_and_their_numbers():
    assert rows('# note\na,b\n\n"x\ny",2\n', commented=True) == [(2, ["a", "b"]), (3, []), (4, ["x\ny", "2"])]
    assert rows('# note\na\n"b"c\n') == [(1, ["# note"]), (2, ["a"]), (3, ["bc"])]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a\n" + "," * 999 + "\n" + "," * 1000, "f: row 3: 1,001 cells, more than the 1,000 that are read"),
        ("a\n" + "b,\n" * 10 + "x" * 1_000_001, "f: row 12: more than 1,000,000 characters"),
        ('a\n"' + "b\n" * 100_000, "f: row 2: not a row of CSV: field larger than field limit"),
        ('a\n"b\nc\nd\n', "f: row 2: not a row of CSV: a quote is not closed (check the quotes)"),
    ],
)
def test_rows_beyond_the_bounds(text, says):
    with pytest.raises(InputError) as fault:
        rows(text)
    assert str(fault.value).startswith(says)


def test_more_rows_than_are_read():
    kind = replace(TABLE, rows=3)
    assert len(rows("a\nb\nc\n", kind)) == 3
    with pytest.raises(InputError, match="f: more than 3 rows, the most that is read"):
        rows("a\nb\nc\nd\n", kind)
    assert [INCIDENTS.most_rows(size) for size in (10, 8_000_000, 10**9)] == [1_000_000, 2_000_000, 10_000_000]


def test_long_lines_come_in_pieces():
    pieces = list(short_lines(io.StringIO("x" * 2_500_000 + "\ny")))
    assert "".join(pieces) == "x" * 2_500_000 + "\ny"
    assert max(map(len, pieces)) <= 1_000_001


def unpacked(packed, kind=INCIDENTS):
    with unpacked_text("f", io.BytesIO(packed), len(packed), kind) as text:
        return text.read()


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(0, 3))
def test_members_of_gzip_one_after_the_other(parts, zeros):
    ascii_parts = [bytes(byte & 127 for byte in part) for part in parts]
    packed = b"".join(map(gzip.compress, ascii_parts)) + bytes(zeros)
    assert unpacked(packed).encode() == b"".join(ascii_parts)


def test_gzip_cut_off_anywhere_is_an_error():
    packed = gzip.compress(b"a,b\n" * 100)
    for end in range(len(packed)):
        with pytest.raises(InputError, match=r"^f: damaged, or not a table of incidents in CSV: it is cut off"):
            unpacked(packed[:end])


def test_gzip_with_any_byte_changed_is_an_error_or_the_same():
    packed, said = gzip.compress(b"a,b\n" * 10, mtime=0), []
    for at, bit in itertools.product(range(len(packed)), (1, 128)):
        changed = packed[:at] + bytes([packed[at] ^ bit]) + packed[at + 1 :]
        try:
            assert unpacked(changed) == "a,b\n" * 10
        except InputError as fault:
            said.append(str(fault))
    assert said
    assert all(text.startswith("f: damaged, or not a table of incidents in CSV: ") for text in said)


def test_gzip_that_unpacks_to_just_enough_and_to_more():
    kind = replace(INCIDENTS, expands=1)
    assert len(unpacked(gzip.compress(b"a" * 20_000_000), kind)) == 20_000_000
    with pytest.raises(InputError, match=r"^f: its [\d,]+ bytes unpack to more than 20,000,000, the most that is read"):
        unpacked(gzip.compress(b"a" * 20_000_001), kind)


VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
)


@given(VALUES)
def test_json_is_read_as_ever(value):
    assert read_json("f", json.dumps(value).encode(), PROOF, once=True) == value


def test_json_beyond_the_bounds():
    with pytest.raises(InputError, match="f: larger than 10 kB, the most that is read of JSON"):
        read_json("f", b" " * 10_001, Kind("JSON", "", 10_000))
    with pytest.raises(
        InputError, match=r"f: what it holds may come to [\d,]+ MB in memory, and at most 800 MB are taken"
    ):
        read_json("f", b"[" + b"{}," * 4_000_000 + b"{}]", PROOF)


def test_the_last_name_of_many_that_stands_twice_is_found_at_once():
    names = ",".join(f'"{number}": 0' for number in range(300_000))
    with pytest.raises(InputError, match="f: '299999' stands twice in one object"):
        read_json("f", f'{{{names}, "299999": 1}}', PROOF, once=True)
