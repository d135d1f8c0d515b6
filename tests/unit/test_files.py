"""A reader never meets half a file."""

from __future__ import annotations

import pytest

from geleit.errors import InputError
from geleit.files import write_atomically


def test_text_and_bytes_are_written_and_nothing_is_left_behind(tmp_path):
    write_atomically(tmp_path / "a" / "b.txt", "Äpfel")
    write_atomically(tmp_path / "a" / "b.txt", b"\x00")
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"\x00"
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["b.txt"]


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "folder" / "inner").mkdir(parents=True)
    for target in (tmp_path / "file" / "b.txt", tmp_path / "folder"):
        with pytest.raises(InputError, match="cannot be written") as caught:
            write_atomically(target, "x")
        assert caught.value.where == str(target)
        assert caught.value.remedy == "choose another folder"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder"]
