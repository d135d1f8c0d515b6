"""Every exception Geleit raises on purpose.

::

    GeleitError
    ├── InputError          what came in cannot be used; says where and what to do (exit code 2)
    │   ├── ArgumentError   a value given to a function; names the parameter
    │   ├── CaseError       a file of a case
    │   │   └── IncompleteError   what a case needs and nobody has given yet
    │   └── StreetsError    a street file, or a network that cannot be used
    ├── CertificateError    a certificate or plan file that is not one, or does not hold (exit code 1)
    └── MissingExtraError   an optional package is not installed (exit code 2)

    ContradictionError      two proofs that cannot both hold: a fault of Geleit itself (exit code 3)
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from typing import Any

LONGEST_PROBLEM = 600
"""Characters of a problem that are told: it may quote what a file says, and that may be long."""
LONGEST_PLACE = 300
"""Characters of the place of a problem in a message; likewise."""

_PLAIN = re.compile(r"[\w.:\\/+-]+")
"""What needs no quotes on Windows."""


class GeleitError(Exception):
    """Base of all errors that Geleit raises on purpose."""

    exit_code = 2


class InputError(GeleitError):
    """Input that cannot be used.

    Parameters
    ----------
    where
        Place of the fault as a reader finds it again, such as
        ``aleppo-2016/exits.geojson: exits[2].windows[0]``.
    problem
        What was found and what was expected. Of a long place or problem the message leaves out the middle.
    remedy
        What to do about it; may be empty.

    Attributes
    ----------
    others
        What else is wrong, where all was looked at; see :func:`together`.
    """

    others: tuple[InputError, ...] = ()

    def __init__(self, where: str, problem: str, remedy: str = "") -> None:
        self.where = where
        self.problem = problem = _without_middle(problem, LONGEST_PROBLEM)
        self.remedy = remedy
        super().__init__(f"{_without_middle(where, LONGEST_PLACE)}: {problem}" + (f" ({remedy})" if remedy else ""))


def together(problems: Sequence[InputError]) -> InputError:
    """The first of several problems, to be raised, with the others in it."""
    first, *others = (one for problem in problems for one in (problem, *problem.others))
    first.others = tuple(others)
    return first


def _without_middle(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    kept = most // 2
    return f"{text[:kept]} ... ({len(text) - 2 * kept:,} characters) ... {text[-kept:]}"


class ArgumentError(InputError):
    """A value given to a function cannot be used.

    Parameters
    ----------
    argument
        Name of the parameter.
    problem, remedy
        As for :class:`InputError`.
    part
        Which part of the value, where it is one of several.
    """

    def __init__(self, argument: str, problem: str, remedy: str = "", part: str = "") -> None:
        self.argument = argument
        self.part = part
        super().__init__(f"{argument} {part}".rstrip(), problem, remedy)


class CaseError(InputError):
    """A file of a case cannot be used."""


class IncompleteError(CaseError):
    """What a case needs before anything can be answered, and nobody has given yet."""


class StreetsError(InputError):
    """A street file, or the network in it, cannot be used."""


class CertificateError(GeleitError):
    """A certificate or plan file that cannot be read or does not hold."""

    exit_code = 1


class MissingExtraError(GeleitError):
    """An optional package is needed for this job and is not installed.

    What to do is said with the folder or wheel that Geleit was installed from, never with its name alone: an index of
    packages may have something else under it.

    Parameters
    ----------
    job
        What was asked for, such as ``reading .osm.pbf``.
    extra
        Name of the extra that brings the package.
    """

    def __init__(self, job: str, extra: str) -> None:
        self._parts = job, extra
        super().__init__(f"{job} needs packages that are not installed: {_installing(extra)}")

    def __reduce__(self) -> tuple[type[MissingExtraError], tuple[str, str]]:
        return type(self), self._parts  # what another process raises


class ContradictionError(Exception):
    """Two of Geleit's own proofs say what cannot both be true: a fault of Geleit itself, so there is no answer.

    Parameters
    ----------
    problem
        What they say.
    proofs
        The certificate and the plan.
    """

    def __init__(self, problem: str, *proofs: Any) -> None:
        self.proofs = proofs
        super().__init__(problem)


def _installing(extra: str) -> str:
    """How to install an extra."""
    if (origin := _origin()) is None:
        return f"pip install {quoted(f'PATH[{extra}]')}, where PATH is the folder or wheel of Geleit"
    path, editable = origin
    return f"pip install {'-e ' if editable else ''}{quoted(f'{path}[{extra}]')}"


def _origin() -> tuple[str, bool] | None:
    """The folder or wheel that Geleit was installed from, as far as pip noted it (PEP 610), and whether to edit."""
    import json
    from importlib.metadata import PackageNotFoundError, distribution
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    try:
        noted = json.loads(distribution("geleit").read_text("direct_url.json") or "null")
    except (PackageNotFoundError, ValueError):
        return None
    match noted:
        case {"url": str(url)} if url.startswith("file:"):
            return url2pathname(urlsplit(url).path), bool(noted.get("dir_info", {}).get("editable"))
    return None


def quoted(text: object) -> str:
    """A text, such as a path, as one word of a command that is told; none that a command takes for an option."""
    word = str(text)
    word = f".{os.sep}{word}" if word.startswith("-") else word
    if os.name == "posix":
        return shlex.quote(word)
    return word if _PLAIN.fullmatch(word) else f'"{word}"'
