"""Cases to break, one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from geleit.errors import InputError
from geleit.io.case.casefile import read_case
from geleit.io.case.template import write_example

Edit = Callable[[str, str, str], None]
Fault = Callable[[], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case that reads without a fault."""
    write_example(tmp_path / "town", "town")
    return tmp_path / "town"


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replaces a text that stands once in a file of the case."""

    def replace(file: str, old: str, new: str) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture
def fault(folder: Path) -> Fault:
    """The message of the first fault of the case."""

    def read() -> str:
        with pytest.raises(InputError) as problem:
            read_case(folder)
        assert problem.value.exit_code == 2
        return str(problem.value)

    return read
