"""Captured sources: no byte changes unnoticed, and nothing that is written cannot be read again."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geleit.io.evidence.log import read_log
from geleit.io.evidence.log_line import FIRST, Entry, read_line
from geleit.io.evidence.sources_table import add_row, read_table
from geleit.io.evidence.store import store_of
from geleit.io.evidence.verify import check_case
from geleit.model.letters import of_cell
from tests.unit.io.evidence.captures import filled, objects

pytestmark = pytest.mark.slow

TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30).map(str.strip)


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("properties") / "town", ("one", "two", "one"))


@given(data=st.data())
def test_any_single_byte_changed_is_found(case, data):
    path = data.draw(st.sampled_from([store_of(case).log, *objects(case)]))
    content = path.read_bytes()
    at = data.draw(st.integers(0, len(content) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda b: b != content[at]))
    path.chmod(0o644)
    try:
        path.write_bytes(content[:at] + bytes([byte]) + content[at + 1 :])
        assert check_case(case).problems
    finally:
        path.write_bytes(content)
    assert check_case(case).problems == ()


@given(data=st.data())
def test_any_byte_of_the_log_removed_or_slipped_in_is_found(case, data):
    log = store_of(case).log.read_bytes()
    at = data.draw(st.integers(0, len(log) - 1))
    less = read_log(log[:at] + log[at + 1 :])
    assert less.problems or less.unended
    assert less.unended == (at == len(log) - 1)
    byte = data.draw(st.binary(min_size=1, max_size=1))
    more = read_log(log[:at] + byte + log[at:])
    assert more.problems or log[:at] + byte + log[at:] == log


@given(log=st.binary(max_size=200))
def test_any_bytes_are_read_as_a_log_without_a_fault(log):
    found = read_log(log)
    assert found.problems or found.torn == log


@given(texts=st.tuples(TEXT, TEXT, TEXT, TEXT), size=st.integers(0, 2**60), file=st.text(max_size=30))
def test_what_is_written_to_the_log_is_read_again(texts, size, file):
    file = "".join(letter for letter in file if not "\ud800" <= letter <= "\udfff")
    name, outlet, title, url = texts
    entry = entry_of(name, outlet, title, url, file, size)
    assert read_line(entry.line) == entry
    assert entry.line.count(b"\n") == 1
    assert entry.line.isascii()


def entry_of(name="a", outlet="", title="", url="", file="", size=0):
    return Entry(1, "capture", name, outlet, "2024-05-01", title, url, file, "text/plain", size, "ab" * 32,
                 "2024-05-01T00:00:00Z", "unnamed", "", "", FIRST)  # fmt: skip


@given(name=TEXT.filter(bool), outlet=TEXT, title=TEXT.filter(bool),
       end=st.sampled_from(["\n", "\r\n"]), mark=st.sampled_from(["", "\ufeff"]),
       separator=st.sampled_from([",", ";"]), tail=st.sampled_from(["", "\n", "\n\n# c\n", "\n#c"]))  # fmt: skip
def test_a_row_in_the_table_says_what_was_said_or_is_not_written(case, name, outlet, title, end, mark, separator, tail):
    header = ["title", "_own", "id", "publisher", "url", "published", "sha256"]
    before = mark + separator.join(header) + end + separator.join(["A", "1", "a", "", "", "", ""]) + tail
    path, kept = case / "sources.csv", (case / "sources.csv").read_bytes()
    try:
        path.write_bytes(before.encode())
        written = add_row(read_table(case), entry_of(name, outlet, title))
        after = path.read_bytes().decode()
        if written:
            assert after.startswith(before)
            (row,) = csv.reader(io.StringIO(after[len(before) :].lstrip("\r\n"), newline=""), delimiter=separator)
            assert [*map(of_cell, row)] == [title, "", name, outlet, "", "2024-05-01", "ab" * 32]
            assert read_table(case).hashes == {"a": "", name: "ab" * 32}
        else:
            assert after == before
            assert name == "a" or title.startswith("#")
    finally:
        path.write_bytes(kept)
