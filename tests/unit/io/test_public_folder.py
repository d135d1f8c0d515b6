"""A folder that is to be published holds nothing of a run that was not public."""

from __future__ import annotations

import os

import pytest

from geleit.errors import InputError
from geleit.io.public_folder import expect_public_folder
from geleit.model.stamp import InternalFile, PublicFile

STAYS = {
    "a plan by its name": ("plan.json", b"{}"),
    "a second plan": ("deep/plan-2.json", b"{}"),
    "a plan by its format": ("kept.json", b'{"format":"geleit-plan/1", "publication": "public"}'),
    "a plan of an earlier version": ("kept.json", b'{"format": "geleit-plan-1"}'),
    "departures": ("departures.csv", b"district,place,lon,lat\n"),
    "load sheets": ("sheets.html", b"<p>Round 1"),
    "proofs of sensitive statements": ("not-public/s0.json", b"{}"),
    "a case": ("town/case.toml", b"format = 1\n"),
    "a stamped page": ("kept.html", b'<p class="stamp internal" data-publication="internal, not for publication">'),
    "a stamped object": ("kept.json", b'{"publication": "internal, not for publication"}'),
    "a print as text": ("kept.txt", b"Internal. Not for publication. Left out: statements (1).\n"),
    "a print as Markdown": ("report.md", b"**Internal. Not for publication.**\n"),
    "a print that a terminal kept": ("kept.TXT", "Internal. Not for publication.\n".encode("utf-16")),
    "a bag": ("bag-info.txt", b"Geleit-Publication: internal, not for publication\n"),
    "a certificate without a stamp": ("certificate.json", b'{"format": "geleit-certificate/1"}'),
    "a certificate of another name": ("kept.json", b'{"case": "town", "format": "geleit-certificate/1"}'),
    "a report without a stamp": ("report.html", b"<title>Town</title>"),
    "a page without a stamp": ("kept.html", "<title>Town \N{EN DASH} Geleit</title>".encode()),
    "values without a stamp": ("exit-value.geojson", b'{"type": "FeatureCollection"}'),
    "a ledger without a stamp": ("said.csv", b"id,speaker,text,sensitive,note\n"),
    "a ledger that stays": ("said.csv", b"# internal, not for publication\nid,speaker,text,sensitive,note\n"),
}
LEAVES = {
    "nothing": ("empty.json", b""),
    "a public page": ("report.html", b'<title>Town - Geleit</title><p data-publication="public">'),
    "a public certificate": ("certificate.json", b'{\n"format": "geleit-certificate/1",\n"publication": "public"\n}'),
    "public values": ("exit-value.geojson", b'{"type": "FeatureCollection", "publication": "public"}'),
    "a public ledger": ("said.csv", b"# public\nid,speaker,text,sensitive,note\n"),
    "a public print": ("report.txt", b"Public: people are told by cell\n"),
    "what others wrote": ("plans.json", b'{"format": "other"}'),
    "a table of others": ("counts.csv", b"id,speaker,text\n1,sensitive,\n"),
    "a picture": ("map.png", b"internal, not for publication"),
}


def put(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("kind", STAYS)
def test_what_must_stay_is_named(kind, tmp_path):
    path = put(tmp_path, *STAYS[kind])
    expect_public_folder(tmp_path, InternalFile())
    with pytest.raises(
        InputError, match="is not for publication, and stands where public files are to be written"
    ) as no:
        expect_public_folder(tmp_path, PublicFile())
    assert no.value.where == str(path)


@pytest.mark.parametrize("kind", LEAVES)
def test_what_may_leave_is_no_hindrance(kind, tmp_path):
    put(tmp_path, *LEAVES[kind])
    expect_public_folder(tmp_path, PublicFile())
    expect_public_folder(tmp_path / "not-there", PublicFile())


def test_a_folder_may_lie_in_one_that_is_called_like_a_secret_one(tmp_path):
    put(tmp_path, "not-public/out/report.html", LEAVES["a public page"][1])
    expect_public_folder(tmp_path / "not-public" / "out", PublicFile())


@pytest.mark.skipif(os.geteuid() == 0, reason="everything is readable to this user")
def test_what_cannot_be_read_is_named(tmp_path):
    path = put(tmp_path, "kept.json", b"{}")
    path.chmod(0)
    with pytest.raises(InputError, match="cannot be read"):
        expect_public_folder(tmp_path, PublicFile())


def test_a_link_that_leads_nowhere_is_no_hindrance(tmp_path):
    (tmp_path / "loop.json").symlink_to("loop.json")
    expect_public_folder(tmp_path, PublicFile())
