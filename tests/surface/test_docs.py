"""The docs site: everything is on it, it says what the code does, and it asks the network for nothing."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
import typer.main

import geleit
from geleit.cli.commands import app
from geleit.report.explanations import check_codes
from tests.surface.process import ROOT

pytestmark = pytest.mark.slow

spec = importlib.util.spec_from_file_location("references", ROOT / "docs" / "_ext" / "references.py")
references = importlib.util.module_from_spec(spec)
spec.loader.exec_module(references)

MARKDOWN = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FETCHING = {
    ("script", "src"),
    ("img", "src"),
    ("link", "href"),
    ("iframe", "src"),
    ("source", "src"),
    ("source", "srcset"),
}


def commands(group=None, before=""):
    """Every command that ends the line, by its whole name."""
    group = group or typer.main.get_command(app)
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


COMMANDS = dict(commands())


class Fetched(HTMLParser):
    """What a page has the browser fetch, and the ids on it."""

    def __init__(self, text):
        super().__init__()
        self.found, self.ids = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if (tag, name) in FETCHING and value]
        self.ids |= {value for name, value in attrs if name == "id"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, as ``check`` has built it just before, or built here."""
    if built := os.environ.get("GELEIT_SITE"):
        return Path(built)
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "--quiet", "docs", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.mark.slow
def test_the_site_fetches_nothing_from_elsewhere(site):
    pages = [Fetched(page.read_text(encoding="utf-8")) for page in site.rglob("*.html")]
    assert len(pages) > 40
    assert [value for page in pages for value in page.found if re.match(r"(https?:)?//", value)] == []
    styles = [style.read_text(encoding="utf-8") for style in site.rglob("*.css")]
    assert not [style for style in styles if re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", style)]


@pytest.mark.slow
@pytest.mark.parametrize("page", ["README.md", "docs/reference/names.md"])
def test_python_in_the_docs_runs(page, tmp_path):
    blocks = re.findall(r"^```python\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert blocks
    for block in blocks:
        done = subprocess.run([sys.executable, "-c", block], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


def test_every_code_is_an_anchor(site):
    page = Fetched((site / "findings.html").read_text(encoding="utf-8"))
    assert {code.lower() for code in check_codes()} <= page.ids


def test_every_public_name_is_an_anchor(site):
    page = Fetched((site / "reference" / "names.html").read_text(encoding="utf-8"))
    assert {f"geleit.{name}" for name in geleit.__all__} <= page.ids


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_reference_with_all_its_options(name):
    command = COMMANDS[name]
    section = references.command_reference().split(f"\n### `geleit {name}`\n")[1].split("\n### ")[0]
    assert command.help
    for parameter in command.params:
        assert parameter.help, f"{name}: {parameter.name} has no help"
        shown = parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.metavar or parameter.name
        # versions of typer write an argument that need not be given as part, part:<...> or [PART]:[...]
        start = rf"^`\[?{re.escape(shown)}\]?[ `:]"
        assert re.search(start, section, re.MULTILINE | re.IGNORECASE), f"{name}: {shown}"


def test_pages_that_messages_name_exist():
    named = {
        path
        for file in (ROOT / "src").rglob("*")
        if file.suffix in (".py", ".j2", ".toml", ".md", ".csv")
        for path in re.findall(r"docs/[\w/-]+\.md", file.read_text(encoding="utf-8"))
    }
    assert named
    assert [path for path in sorted(named) if not (ROOT / path).is_file()] == []


def shown_commands(text):
    """Command lines of Geleit in blocks of code and between backticks."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    joined = (line for block in blocks for line in block.replace("\\\n", " ").splitlines())
    lines = [line for line in joined if re.match(r"\s*(\.venv/bin/)?geleit ", line)]
    inline = re.findall(r"`(geleit [^`]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))
    return [line.strip().removeprefix(".venv/bin/") for line in [*lines, *inline]]


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_in_the_docs_exist_with_their_options(page):
    groups = {name.split()[0] for name in COMMANDS if " " in name}
    for line in shown_commands(page.read_text(encoding="utf-8")):
        words = shlex.split(line.replace("...", "").replace("'s", "s"), comments=True)[1:]
        if not words or words[0].startswith("-"):
            continue
        name = " ".join(words[:2]) if words[0] in groups and len(words) > 1 else words[0]
        if name in groups or "|" in name:
            continue
        assert name in COMMANDS, f"{page.name}: {line}"
        known = {option for parameter in COMMANDS[name].params for option in parameter.opts} | {"--help"}
        used = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert used <= known, f"{page.name}: {line}"
