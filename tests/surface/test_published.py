"""What a publication says about itself: one version everywhere, a citation that programs can read, where to report."""

from __future__ import annotations

import re
import tomllib
from email import message_from_string

import pytest

import geleit
from tests.surface.process import ROOT
from tests.surface.process import geleit as run

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def citation():
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def metadata(unpacked_wheel):
    [file] = unpacked_wheel.glob("*.dist-info/METADATA")
    return message_from_string(file.read_text(encoding="utf-8"))


def test_there_is_one_version(citation, metadata, tmp_path):
    assert run("--version", cwd=tmp_path).stdout == f"geleit {geleit.__version__}\n"
    assert metadata["Version"] == geleit.__version__
    assert citation["version"] == geleit.__version__


def test_the_version_is_written_down_once_besides_the_citation():
    assert PROJECT["dynamic"] == ["version"]
    assert "version" not in PROJECT
    written = [
        path
        for path in (ROOT / "src").rglob("*.py")
        if re.search(rf"[\"']{re.escape(geleit.__version__)}[\"']", path.read_text(encoding="utf-8"))
    ]
    assert [path.name for path in written] == ["version.py"]


def test_the_citation_is_whole(citation):
    # the required keys of the Citation File Format 1.2, and those that we want
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()
    assert citation.keys() <= {
        *("cff-version", "message", "title", "authors", "type", "abstract", "version", "license", "keywords"),
        *("date-released", "doi", "identifiers", "repository-code", "url", "references", "preferred-citation"),
    }
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] == "software"
    assert citation["license"] == PROJECT["license"]
    assert [person["name"] for person in citation["authors"]] == [person["name"] for person in PROJECT["authors"]]
    assert set(citation["keywords"]) == set(PROJECT["keywords"])
    assert all(isinstance(citation[key], str) for key in ("message", "title", "abstract", "version"))


def test_the_security_page_says_what_counts_and_how_to_report():
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["What counts", "How to report", "What you can expect"]
    for fault in ("forged certificate", "leak", "loses data"):
        assert fault in text
