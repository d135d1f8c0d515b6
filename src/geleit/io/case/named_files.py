"""Have a case read a file under another name: one value in ``case.toml`` changes, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from geleit.errors import CaseError
from geleit.io.case.file_names import CASE_FILE
from geleit.io.foreign.kinds import SETTINGS
from geleit.io.foreign.sizes import read_bytes
from geleit.io.foreign.toml_text import read_toml
from geleit.io.foreign.utf8 import decoded

_MARK = b"\xef\xbb\xbf"
"""What some editors begin a file of UTF-8 with."""

_TEXT = re.compile(
    r"""
    [#][^\n]*
    | ["]{3} (?: \\. | [^\\] )*? ["]{3} | [']{3} .*? [']{3}
    | ["] (?: \\. | [^"\\\n] )* ["] | ['] [^'\n]* [']
    """,
    re.DOTALL | re.VERBOSE,
)
"""Texts, however they are written, and comments, in which there is none."""

_MOST = 100  # places that are tried


def renamed(root: Path, what: str, name: str) -> bytes:
    """The content of ``case.toml`` with another name for a file, and all else as it was.

    Parameters
    ----------
    what
        A field of ``[files]`` that has a value, such as ``streets``, wherever and however it is written.

    Raises
    ------
    CaseError
        If the file cannot be read, or the name stands there in a way that cannot be changed.
    """
    path = root / CASE_FILE
    label = str(path)
    data = read_bytes(path, SETTINGS, error=CaseError)
    mark = _MARK if data.startswith(_MARK) else b""
    text = decoded(label, data, CaseError)
    before = read_toml(label, text, SETTINGS, CaseError)
    files = before.get("files")
    if isinstance(files, dict):
        wanted = {**before, "files": {**files, what: name}}
        for start, stop in _places(text, files.get(what))[:_MOST]:
            changed = f'{text[:start]}"{name}"{text[stop:]}'
            if _says(changed, wanted):
                return mark + changed.encode()
    remedy = f'write {what} = "{name}" under [files] there'
    raise CaseError(label, f"the name of its {what} cannot be changed where it stands", remedy)


def _places(text: str, value: object) -> list[tuple[int, int]]:
    """Where a text stands."""
    return [found.span() for found in _TEXT.finditer(text) if _says(f"it = {found[0]}", {"it": value})]


def _says(text: str, wanted: object) -> bool:
    """Whether a document holds just that."""
    try:
        return read_toml("", text, SETTINGS, CaseError) == wanted
    except CaseError:
        return False
