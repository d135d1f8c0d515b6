"""The tutorial: its commands, run in order in an empty folder, print what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.surface.process import ROOT

PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.fixture
def shell(tmp_path):
    """Run one line as a reader does, with ``geleit`` on the path; what it printed."""
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "geleit"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from geleit.cli import main; main()" "$@"\n')
    command.chmod(0o755)
    folder = tmp_path / "desk"
    folder.mkdir()
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"

    def run(line):
        done = subprocess.run(
            ["bash", "-c", line], cwd=folder, capture_output=True, text=True, env={**os.environ, "PATH": path}
        )
        told = re.search(r"# exit code (\d+)", line)
        assert done.returncode == int(told[1] if told else 0), f"{line}: {done.stdout}{done.stderr}"
        assert done.stderr == "", line
        return done.stdout

    run.folder = folder
    return run


def test_every_command_of_the_tutorial_prints_what_it_says(shell):
    printed, ran, compared = "", 0, 0
    for block in BLOCK.finditer(PAGE):
        kind, text = block.groups()
        if kind == "sh":
            printed = "".join(map(shell, text.splitlines()))
            ran += len(text.splitlines())
        elif kind == "text":
            at = 0
            for chunk in re.split(r"^\.\.\.\n", text, flags=re.MULTILINE):
                at = printed.find(chunk.rstrip("\n"), at)
                assert at >= 0, f"not printed, or not in this order: {chunk}\n--- but:\n{printed}"
                compared += 1
        else:
            name = re.search(r"Write\s+`([\w./-]+)`:\s*$", PAGE[: block.start()])
            assert name, f"nothing says into which file this goes: {text}"
            (shell.folder / name[1]).write_text(text, encoding="utf-8")
    assert ran == len(re.findall(r"^(geleit|rm|ls) ", PAGE, re.MULTILINE))
    assert compared > 20
    assert (shell.folder / "out" / "report.html").stat().st_size > 20_000
