"""Have a case read a file under another name: one value in ``case.toml`` changes, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from geleit.errors import CaseError
from geleit.files import write_atomically
from geleit.io.case.file_names import CASE_FILE
from geleit.io.foreign.kinds import SETTINGS
from geleit.io.foreign.toml_text import read_toml

_TABLE = re.compile(r"^[ \t]*\[\[?", re.MULTILINE)
_FILES = re.compile(r"^[ \t]*\[[ \t]*files[ \t]*\][^\n]*\n", re.MULTILINE)
_INLINE = re.compile(r"^[ \t]*files[ \t]*=[ \t]*\{[^\n]*\}", re.MULTILINE)


def name_file(root: Path, what: str, name: str) -> bool:
    """Write under ``[files]`` that a case reads something from a file of another name.

    Parameters
    ----------
    what
        A field of ``[files]`` that has a value, such as ``streets``.

    Returns
    -------
    bool
        Whether it could be written so that all else stays as it was.

    Raises
    ------
    InputError
        If the file cannot be read or written.
    """
    path = root / CASE_FILE
    label = str(path)
    data = path.read_bytes()
    text = data.decode("utf-8")
    before = read_toml(label, text, SETTINGS, CaseError)
    value = re.compile(rf"((?:^|[{{,])[ \t]*{re.escape(what)}[ \t]*=[ \t]*)(\"[^\"\n]*\"|'[^'\n]*')", re.MULTILINE)
    for start, stop in _places(text):
        part, count = value.subn(lambda found: f'{found[1]}"{name}"', text[start:stop], count=1)
        changed = text[:start] + part + text[stop:]
        if count and _same_but(before, changed, label, what, name):
            write_atomically(path, changed.encode("utf-8"))
            return True
    return False


def _places(text: str) -> list[tuple[int, int]]:
    """Where the table may stand: from its head to the next one, or on one line."""
    found = [line.span() for line in _INLINE.finditer(text)]
    for head in _FILES.finditer(text):
        after = _TABLE.search(text, head.end())
        found.append((head.end(), after.start() if after else len(text)))
    return found


def _same_but(before: dict[str, object], changed: str, label: str, what: str, name: str) -> bool:
    """Whether a text says the same as before but for the one name."""
    files = before.get("files")
    try:
        after = read_toml(label, changed, SETTINGS, CaseError)
    except CaseError:
        return False
    return isinstance(files, dict) and after == {**before, "files": {**files, what: name}}
