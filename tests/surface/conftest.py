"""A fresh case to try the command line on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.surface.process import geleit


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cases")
    done = geleit("new", "mycase", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "wrote mycase: edit its files, then run: geleit check mycase"
    return folder / "mycase"


@pytest.fixture
def case(template, tmp_path):
    return Path(shutil.copytree(template, tmp_path / "mycase"))
