"""Certificate and plan files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.errors import CertificateError, InputError
from geleit.files import private_folder, write_atomically
from geleit.io.foreign.json_text import read_json
from geleit.io.foreign.kinds import PROOF
from geleit.io.foreign.sizes import expect_size
from geleit.model.answer import Answer, Proved
from geleit.model.certificate import Certificate
from geleit.model.finding import WITH_VEHICLES, Finding, StatementFinding
from geleit.model.plan import Plan
from geleit.model.proof import from_document, seal_of, to_text

if TYPE_CHECKING:
    from geleit.model.public import View  # loads numpy, which the checker does without

STATEMENTS_FOLDER = "claims"
"""Folder for the certificates of statements."""
HARDER = "against-the-map"
"""Begin of the name of the certificate that holds even if the map lacks more."""
LIKELY = "likely-plan"
"""Begin of the name of the plan with the likely figures."""
NOT_PUBLIC = "not-public"
"""Folder for those of statements that must not become public."""


@dataclass(frozen=True)
class Sealed:
    """A certificate or plan that was written.

    Parameters
    ----------
    path
        Where it is.
    seal
        The hash by which it is sealed.
    """

    path: Path
    seal: str


def proof_names(number: int = 1) -> tuple[str, str]:
    """Names of the files with the certificate and plan of an answer, which is the first, second ... of several."""
    after = "" if number == 1 else f"-{number}"
    return f"certificate{after}.json", f"plan{after}.json"


def names_of_proofs(answer: Proved, number: int = 1) -> tuple[str, ...]:
    """Those of the files that :func:`write_proofs` writes."""
    return tuple(_proofs_of(answer, number))


def _proofs_of(answer: Proved, number: int) -> dict[str, Certificate | Plan]:
    """The proofs of an answer, by the names of their files."""
    certificate, plan = proof_names(number)
    found: dict[str, Certificate | Plan] = {certificate: answer.certificate}
    if isinstance(answer, Answer):
        found[plan] = answer.plan
        found[plan.replace("plan", LIKELY)] = answer.likely_plan
    if (harder := answer.against_the_map.certificate) is not None:
        found[certificate.replace("certificate", HARDER)] = harder
    if answer.vehicles is not None and (riding := answer.vehicles.certificate) is not None:
        found[certificate.replace("certificate", WITH_VEHICLES)] = riding
    return found


def write_proofs(folder: Path, view: View, answer: Proved, number: int = 1) -> tuple[Sealed, ...]:
    """Write the certificate of an answer, its plan unless it is public, and what else holds.

    Parameters
    ----------
    number
        Which answer of several it is, from 1; the names of all but the first have it in them.

    Raises
    ------
    InputError
        If a file cannot be written.
    """
    view.expect([answer])
    proofs = _proofs_of(answer, number)
    return tuple(_write(folder / name, proof, view) for name, proof in proofs.items())


def _write(path: Path, proof: Certificate | Plan, view: View) -> Sealed:
    return write_proof(path, replace(proof, case_sha256=hash_of_files(view.files)), view.publication)


def hash_of_files(files: Mapping[str, str]) -> str:
    """One hash of the files of a case, over what ``sha256sum`` prints of them in order of their names.

    Parameters
    ----------
    files
        SHA-256 of each file by its name; the hash of none is empty.
    """
    return sha256("".join(f"{files[name]}  {name}\n" for name in sorted(files)).encode()).hexdigest() if files else ""


def names_of_certificates(view: View, findings: Iterable[Finding]) -> dict[str, str]:
    """The statements that are proved impossible, each with the name of the file for its certificate.

    What must not become public has a folder of its own, so that it never stands among what a report shows.
    """
    sensitive = {statement.id for statement in view.case.statements if statement.sensitive}
    return {
        finding.statement: f"{NOT_PUBLIC if finding.statement in sensitive else STATEMENTS_FOLDER}"
        f"/{file_stem(finding.statement)}.json"
        for finding, _ in _proved_impossible(findings)
    }


def write_certificates(folder: Path, view: View, findings: Iterable[Finding]) -> dict[str, Sealed]:
    """Write the certificates of statements that are proved impossible, each named by the statement; by statement.

    Raises
    ------
    InputError
        If a file cannot be written.
    """
    proved = tuple(_proved_impossible(findings))
    named = names_of_certificates(view, (finding for finding, _ in proved))
    if any(name.startswith(NOT_PUBLIC) for name in named.values()):
        private_folder(folder / NOT_PUBLIC)
    return {
        finding.statement: _write(folder / named[finding.statement], certificate, view)
        for finding, certificate in proved
    }


def _proved_impossible(findings: Iterable[Finding]) -> Iterator[tuple[StatementFinding, Certificate]]:
    for finding in findings:
        if isinstance(finding, StatementFinding) and finding.certificate is not None:
            yield finding, finding.certificate


def file_stem(statement: str) -> str:
    """A name for a file of a statement; ids that no file can have get a part of their hash."""
    plain = re.sub(r"[^\w.-]+", "-", statement).strip(".-")[:60]
    return plain if plain == statement else f"{plain or 'statement'}-{sha256(statement.encode()).hexdigest()[:8]}"


def write_proof(path: Path, proof: Certificate | Plan, publication: str) -> Sealed:
    """Write a certificate or plan, one line for each entry.

    Parameters
    ----------
    publication
        Whether it is public, as it says of itself.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    data = to_text(proof, publication).encode()
    write_atomically(path, data)
    return Sealed(path, seal_of(data))


def read_proof(path: Path) -> Certificate | Plan:
    """Read a certificate or plan; see :func:`read_sealed`."""
    return read_sealed(path)[0]


def read_sealed(path: Path) -> tuple[Certificate | Plan, str]:
    """Read a certificate or plan, with its seal.

    Raises
    ------
    InputError
        If there is no such file, or it is no JSON.
    CertificateError
        If it is JSON but no certificate or plan, or was changed after it was sealed.
    """
    label = str(path)
    try:
        expect_size(path, PROOF)
        data = path.read_bytes()
    except OSError as problem:
        raise InputError(label, f"cannot be read: {problem.strerror}", "name a certificate or plan file") from None
    document = read_json(label, data, PROOF, once=True)
    try:
        return from_document(document, data), document["seal"]
    except CertificateError as problem:
        raise CertificateError(f"{path}: {problem}") from None
