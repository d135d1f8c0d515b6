"""A folder of outputs: tied while it is written, and checked as a whole afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.certify import certify
from geleit.errors import CertificateError, InputError
from geleit.files import alone_in, hash_of
from geleit.model.stamp import Together

if TYPE_CHECKING:
    from geleit.io.manifest import Run
    from geleit.model.case import Case
    from geleit.model.public import View
    from geleit.model.stamp import Stamped

_SEAL = re.compile(rb'data-proof="([^"]{1,200})" data-seal="([0-9a-f]{64})"')


@dataclass(frozen=True)
class FileCheck:
    """What the check of one file of a folder came to.

    Parameters
    ----------
    file
        Its name in the folder.
    command
        What wrote it; empty where that is not known.
    problems, confirmed, advisories
        One sentence for each; see :class:`~geleit.certify.Check`.
    """

    file: str
    command: str
    problems: tuple[str, ...]
    confirmed: tuple[str, ...]
    advisories: tuple[str, ...] = ()


@dataclass(frozen=True)
class FolderCheck:
    """What the check of a folder of outputs came to.

    Parameters
    ----------
    files
        One for each file that belongs there, or looks as if it did.
    problems
        What is wrong with the folder as a whole.
    about
        What the outputs are about.
    """

    files: tuple[FileCheck, ...]
    problems: tuple[str, ...]
    about: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether all that was written together is there as it was written, and every proof in it holds."""
        return not self.problems and not any(found.problems for found in self.files)


def expect_outputs(folder: Path, *names: str) -> None:
    """Try whether outputs can be written into a folder, before the work.

    Raises
    ------
    InputError
        If they cannot, or another file has the name of the manifest.
    """
    from geleit.files import expect_writable
    from geleit.io.manifest import expect_own_manifest

    expect_writable(folder, *names)
    expect_own_manifest(folder)


@contextmanager
def outputs_of(
    command: str, folder: Path, names: Iterable[str], *views: View, statements: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Tie what is written meanwhile of views of cases; see :func:`geleit.io.manifest.written_together`.

    Parameters
    ----------
    command
        What writes it.
    names
        Of the files, in the folder.
    statements
        The statement that a certificate is about, by the name of its file.
    """
    from geleit.io.manifest import planned, written_together

    called: dict[str, int] = {}
    made_from: dict[str, str] = {}
    for view in views:
        number = called[view.case.name] = called.get(view.case.name, 0) + 1
        label = view.case.name if number == 1 else f"{view.case.name}#{number}"
        made_from |= {f"{label}/{file}": sha256 for file, sha256 in view.files.items()}
    about = ", ".join(view.case.name for view in views)
    run = planned(command, about, Together(views).publication, names, made_from, statements)
    with written_together(folder, run):
        yield


@contextmanager
def output_about(command: str, folder: Path, name: str, about: str, stamped: Stamped) -> Iterator[None]:
    """Tie a page that is about no case."""
    from geleit.io.manifest import planned, written_together

    with written_together(folder, planned(command, about, stamped.publication, [name])):
        yield


def certify_folder(folder: Path, case: Case | None = None) -> FolderCheck:
    """Check all that was written into a folder: hashes, proofs, and the seals that its pages show.

    Parameters
    ----------
    case
        Also check that the outputs were made from this case as it stands.

    Raises
    ------
    InputError
        If the folder has no manifest, or one that cannot be used.
    """
    with alone_in(folder, reading=True):  # or it would meet half of what somebody is writing
        return _certified(folder, case)


def _certified(folder: Path, case: Case | None) -> FolderCheck:
    from geleit.io.manifest import MANIFEST, OUTPUTS, read_manifest

    runs = read_manifest(folder)
    if not runs:
        problem = f"no {MANIFEST} in it says what belongs together"
        raise InputError(str(folder), problem, "name a certificate or plan, or a folder that geleit wrote")
    listed = {name for run in runs for name in run.files}
    files = [_check(folder, run, name, case) for run in runs for name in run.files]
    there = sorted(path.relative_to(folder).as_posix() for path in (*folder.glob("*"), *folder.glob("*/*")))
    strange = [name for name in there if OUTPUTS.fullmatch(name) and name not in listed]
    files += [FileCheck(name, "", ("no run wrote it here, as far as the manifest tells",), ()) for name in strange]
    problems = [f"{run.command} was broken off: run it again" for run in runs if not run.finished]
    if case is not None:
        problems += [line for run in runs for line in _other_case(run, case)]
    return FolderCheck(tuple(files), tuple(dict.fromkeys(problems)), tuple(dict.fromkeys(run.about for run in runs)))


def _check(folder: Path, run: Run, name: str, case: Case | None) -> FileCheck:
    from geleit.io.foreign.kinds import OUTPUT
    from geleit.io.foreign.sizes import expect_size
    from geleit.io.manifest import PROOFS

    path, wanted = folder / name, run.files[name]
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            return FileCheck(name, run.command, ("it is a link to somewhere else",), ())
        if path.exists() and not path.is_file():
            return FileCheck(name, run.command, ("it is no file",), ())
        if path.exists():
            expect_size(path, OUTPUT)
        found = hash_of(path)
    except FileNotFoundError:
        return FileCheck(name, run.command, ("it is gone",), ())
    except OSError as problem:
        raise InputError(str(path), f"cannot be read: {problem.strerror}", "check its permissions") from None
    if found != wanted:
        again = f"it is not as {run.command} wrote it: changed, or written anew without the rest"
        return FileCheck(name, run.command, (again if wanted else "it was not finished",), ())
    if PROOFS.fullmatch(name):
        return _proof(path, run, name, case)
    return _page(path, folder, run, name)


def _proof(path: Path, run: Run, name: str, case: Case | None) -> FileCheck:
    from geleit.io.proofs import read_proof
    from geleit.workflow.case_report import problems_with

    try:
        proof = read_proof(path)
    except CertificateError as problem:
        return FileCheck(name, run.command, (str(problem).removeprefix(f"{path}: "),), ())
    check = certify(proof)
    problems = check.problems
    if case is not None and check.holds:
        try:
            problems = problems_with(proof, case, run.statements.get(name))
        except InputError as problem:  # the case has no such statement any more
            problems = (problem.problem,)
        if name not in run.statements and not problems and datetime.fromisoformat(proof.by) != case.deadline:
            asked = case.deadline.astimezone(case.zone).isoformat()
            other = f"it says who can be out by {proof.by}; the deadline of the case is {asked}"
            return FileCheck(name, run.command, (), check.confirmed, (*check.advisories, other))
    return FileCheck(name, run.command, problems, check.confirmed, check.advisories)


def _page(path: Path, folder: Path, run: Run, name: str) -> FileCheck:
    """Whether the proofs beside a page are those whose seals it shows."""
    from geleit.io.proofs import read_sealed

    problems: list[str] = []
    shown = _seals_on(path) if name.endswith(".html") else []
    for proof, seal in dict.fromkeys(shown):
        try:
            same = proof in run.files and read_sealed(folder / proof)[1] == seal
        except (CertificateError, InputError):
            same = False
        if not same:
            problems.append(f"it shows the seal of another {proof} than the one beside it")
    confirmed = [f"as {run.command} wrote it"]
    if shown and not problems:
        confirmed.append(f"the {len(set(shown))} seals on it are those of the proofs beside it")
    return FileCheck(name, run.command, tuple(problems), () if problems else tuple(confirmed))


def _seals_on(page: Path) -> list[tuple[str, str]]:
    """Names of proofs, and their seals, as a page shows them."""
    if not page.stat().st_size:
        return []
    with page.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as text:
        return [(unescape(name.decode("utf-8", "replace")), seal.decode("ascii")) for name, seal in _SEAL.findall(text)]


def _other_case(run: Run, case: Case) -> Iterator[str]:
    """What shows that a run is about another case, or about this one before an edit; or that nothing shows it."""
    from geleit.io.manifest import PROOFS

    if case.name not in run.about.split(", "):
        yield f"{run.command} is about {run.about}, not about {case.name}"
        return
    read: dict[str, dict[str, str]] = {}
    for label, sha256 in run.made_from.items():
        name, _, file = label.partition("/")
        read.setdefault(name, {})[file] = sha256
    then = [files for name, files in read.items() if name.partition("#")[0] == case.name]
    if not then:
        if not any(map(PROOFS.fullmatch, run.files)):
            yield f"{run.command} does not say from which files of {case.name} it was made, and no proof can tell"
    elif not case.files:
        yield f"{case.name} was changed since it was read, so that its files tell nothing"
    elif case.files not in then:
        for file in sorted({*then[0], *case.files}):
            if then[0].get(file) != case.files.get(file):
                yield f"{case.name}/{file} is not as it was when {run.command} read it"
