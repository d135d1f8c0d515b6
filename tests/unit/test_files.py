"""A reader never meets half a file."""

from __future__ import annotations

import pytest

from geleit.errors import InputError
from geleit.files import expect_writable, write_atomically


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


def test_a_folder_is_tried_and_left_as_it_was(tmp_path):
    (tmp_path / "there").mkdir()
    expect_writable(tmp_path / "there", "report.html")
    expect_writable(tmp_path / "a" / "b" / "c", "report.html")
    assert [p.name for p in tmp_path.rglob("*")] == ["there"]


def test_a_folder_that_cannot_be_written_is_named_before_the_work(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "out" / "report.html").mkdir(parents=True)
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone" / "gone")
    before = sorted(tmp_path.rglob("*"))
    out = tmp_path / "out"
    for folder, named in (
        (tmp_path / "file", tmp_path / "file"),
        (tmp_path / "file" / "out", tmp_path / "file" / "out"),
        (tmp_path / "new" / ("x" * 300), tmp_path / "new" / ("x" * 300)),
        (tmp_path / "nowhere", tmp_path / "nowhere"),
        (out, out / "report.html"),
    ):
        with pytest.raises(InputError, match="cannot be written") as caught:
            expect_writable(folder, "report.html")
        assert caught.value.where == str(named)
    assert sorted(tmp_path.rglob("*")) == before
