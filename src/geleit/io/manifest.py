"""The manifest of a folder of outputs: which files one run wrote together, with their hashes; it is written last.

A folder may hold what several commands wrote, each once: a new run of a command takes the place of the former one, and
what the former one left there goes, unless somebody changed it. docs/formats/manifest.md describes the file.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geleit.errors import CertificateError, InputError
from geleit.files import alone_in, hash_of, write_atomically
from geleit.io.case.fields import SHA256
from geleit.io.foreign.json_text import read_json
from geleit.io.foreign.kinds import MANIFEST as KIND
from geleit.io.foreign.sizes import read_bytes
from geleit.io.proofs import read_proof
from geleit.io.public_folder import expect_public_folder
from geleit.model.entries import LONGEST_TEXT, one_line
from geleit.model.stamp import INTERNAL, PUBLIC
from geleit.model.version import VERSION

MANIFEST = "manifest.json"
FORMAT = "geleit-manifest/1"
REPORT = "report"
"""The run that shows what proofs come to: no proof of another stays beside it."""

OUTPUTS = re.compile(
    r"(report|record|negotiate|truce|compare|convoy|sheets|exit-value|check)\.html|check\.gpkg|exit-value\.geojson|departures\.csv"
    r"|reply-\w[\w-]{0,69}\.(html|txt)"
    r"|(certificate|plan|likely-plan|against-the-map|with-vehicles)(-\d{1,9})?\.json|(claims|not-public)/\w[\w.-]{0,99}\.json"
)
"""Files that a manifest may list: nothing else is touched, whatever it says."""
PROOFS = re.compile(
    r"(certificate|plan|likely-plan|against-the-map|with-vehicles)(-\d{1,9})?\.json|(claims|not-public)/.*"
)
"""Those of them that are certificates and plans."""


@dataclass(frozen=True)
class Run:
    """What one run of a command wrote into a folder.

    Parameters
    ----------
    command
        Such as ``report``.
    about
        Names of the cases, or of the pause, that it is about.
    publication
        Whether what it wrote is public.
    files
        SHA-256 of each file by its name in the folder; empty while it is being written.
    made_from
        SHA-256 of each file that was read for it, by case and name; none where it is public.
    statements
        The statement that a certificate is about, by the name of its file.
    """

    command: str
    about: str
    publication: str
    files: Mapping[str, str]
    made_from: Mapping[str, str]
    statements: Mapping[str, str]

    @property
    def finished(self) -> bool:
        """Whether all of it was written."""
        return all(self.files.values())


def planned(
    command: str,
    about: str,
    publication: str,
    names: Iterable[str],
    made_from: Mapping[str, str] | None = None,
    statements: Mapping[str, str] | None = None,
) -> Run:
    """A run that is about to write files of these names; see :class:`Run`."""
    named = dict.fromkeys(names, "")
    if strange := next((name for name in named if not OUTPUTS.fullmatch(name)), None):
        raise ValueError(f"no output is called {strange}")
    return Run(command, about, publication, named, made_from or {}, statements or {})


@contextmanager
def written_together(folder: Path, run: Run) -> Iterator[None]:
    """Tie the files that are written meanwhile; others who write into the folder wait.

    Should that be broken off, the manifest says so, and the next run of the command takes away what there is.

    Parameters
    ----------
    folder
        Where they are written; it is made if it is missing.
    run
        What is going to be written.

    Raises
    ------
    InputError
        If the folder holds another file of that name, or the manifest or a file cannot be written.
    """
    if not run.files and not (folder / MANIFEST).exists():
        yield
        return
    _make(folder)
    with alone_in(folder):
        expect_public_folder(folder, run)  # others may have written since it was looked at before the work
        former = read_manifest(folder)
        if run.files:
            _write(folder, _begun(former, run))
        yield
        done = replace(run, files={name: _hash(folder / name) for name in run.files})
        _write(folder, [*_staying(folder, former, run), *([done] if done.files else [])])


def read_manifest(folder: Path) -> tuple[Run, ...]:
    """The runs whose outputs stand in a folder; none where it has no manifest.

    Raises
    ------
    InputError
        If its manifest is none of ours, damaged or cannot be read.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return ()
    document = read_json(str(path), read_bytes(path, KIND), KIND, once=True)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        problem = f"expected a file of format {FORMAT}, found another"
        raise InputError(str(path), problem, "choose another folder, or move it away")
    try:
        runs = tuple(_run(row) for row in document["runs"])
        if any(count > 2 for count in Counter(run.command for run in runs).values()):
            raise ValueError("expected one run of each command, and one that was broken off")
        return runs
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError(str(path), "damaged: it does not tell runs with their files", KIND.remedy) from None


def expect_own_manifest(folder: Path) -> None:
    """Refuse a folder with another file in the place of the manifest, before the work.

    Raises
    ------
    InputError
        If there is one.
    """
    if (folder / MANIFEST).is_dir():
        raise InputError(str(folder / MANIFEST), "cannot be written: it is a folder", "choose another folder")
    with suppress(FileNotFoundError):
        read_manifest(folder)


def _begun(former: Sequence[Run], run: Run) -> list[Run]:
    """The runs while one is under way: it takes over what others of its command began and did not finish."""
    left = [earlier for earlier in former if earlier.command == run.command and not earlier.finished]
    names = dict.fromkeys((name for one in (*left, run) for name in one.files), "")
    return [*(earlier for earlier in former if earlier not in left), replace(run, files=names)]


def _staying(folder: Path, former: Iterable[Run], run: Run) -> Iterator[Run]:
    """The runs of which something stays beside a new one; what must not stay is removed."""
    for earlier in former:
        again = earlier.command == run.command
        left = earlier.files.keys() - run.files.keys()
        stale = {name for name in left if again or (run.command == REPORT and PROOFS.fullmatch(name))}
        left -= {name for name in sorted(stale) if _clear(folder, earlier, name)}
        if left and not again:
            yield earlier


def _run(row: Any) -> Run:
    files, made_from, statements = dict(row["files"]), dict(row["made_from"]), dict(row["statements"])
    told = row["run"], row["about"], row["publication"]
    parts = (*told, *(text for some in (files, made_from, statements) for pair in some.items() for text in pair))
    if not all(isinstance(text, str) for text in parts) or any(one_line(text) != text[:LONGEST_TEXT] for text in told):
        raise TypeError("expected texts, and those that are shown of one line")
    if not files:
        raise ValueError("expected files")
    if not all(OUTPUTS.fullmatch(name) and (not found or SHA256.fullmatch(found)) for name, found in files.items()):
        raise ValueError("expected names of outputs with their hashes")
    return Run(*told, files, made_from, statements)


def _write(folder: Path, runs: Sequence[Run]) -> None:
    public = all(run.publication == PUBLIC for run in runs)
    rows = [{"run": run.command, "about": run.about, "publication": run.publication, "finished": run.finished,
             "files": run.files, "made_from": run.made_from, "statements": run.statements} for run in runs]  # fmt: skip
    head = {"format": FORMAT, "publication": PUBLIC if public else INTERNAL, "version": VERSION}
    write_atomically(folder / MANIFEST, json.dumps({**head, "runs": rows}, indent=1, ensure_ascii=False) + "\n")


def _clear(folder: Path, run: Run, name: str) -> bool:
    """Remove what a run left, unless somebody changed it; whether it is gone.

    What a run that was broken off has written is known of a proof only, by its seal.
    """
    path, wrote = folder / name, run.files[name]
    try:
        if not path.is_file():
            return True
        left = wrote == hash_of(path) if wrote else bool(PROOFS.fullmatch(name)) and _is_sealed(path)
        if path.is_symlink() or path.parent.is_symlink() or not left:
            return False
        path.unlink()
    except OSError as problem:
        where, remedy = str(path), "remove it: it is of an earlier run"
        raise InputError(where, f"cannot be removed: {problem.strerror}", remedy) from None
    with suppress(OSError):  # others are in there
        if path.parent != folder:
            path.parent.rmdir()
    return True


def _is_sealed(path: Path) -> bool:
    """Whether a file is a certificate or plan as Geleit wrote it."""
    try:
        read_proof(path)
    except (CertificateError, InputError):
        return False
    return True


def _hash(path: Path) -> str:
    try:
        return hash_of(path)
    except OSError as problem:
        remedy = "see that nothing else writes into the folder, and run it again"
        raise InputError(str(path), f"gone since it was written: {problem.strerror}", remedy) from None


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise InputError(str(folder), f"cannot be written: {problem.strerror}", "choose another folder") from None
