"""What is known by now of proofs of earlier versions: figures can follow from a file, and be false of a city."""

from __future__ import annotations

from dataclasses import dataclass

from geleit.model.certificate import Certificate
from geleit.model.plan import Plan
from geleit.model.version import VERSION


@dataclass(frozen=True)
class Advisory:
    """A fault of earlier versions that a re-check of the figures cannot find.

    Parameters
    ----------
    before
        Proofs of versions before this one have it, and those that do not say their version.
    about
        Which proofs: certificates, or plans.
    text
        What may be wrong with them, and what to do.
    """

    before: tuple[int, ...]
    about: type[Certificate] | type[Plan]
    text: str


ADVISORIES = (
    Advisory(
        (0, 2),
        Certificate,
        "its bound by walking and streets took the map to be without gaps: a street that ends a metre short, a ferry "
        "or a square could make it too low; only what exit seats prove is safe; build it again",
    ),
    Advisory(
        (0, 2),
        Plan,
        "it could lead people along the last street to an exit without regard to its width and closures, and on both "
        "sides of an exit at once; more may be out in it than can be; build it again",
    ),
)


def advisories_of(proof: Certificate | Plan) -> tuple[str, ...]:
    """What has become known of a proof by the version that built it, one sentence each."""
    built = f"built by version {proof.version}" if proof.version else "built by a version that did not say which it was"
    if _number(proof.version) > _number(VERSION):
        return (f"{built}, as it says, which is later than this one ({VERSION}): ask a later one what is known of it",)
    return tuple(
        f"{built}: {x.text}" for x in ADVISORIES if isinstance(proof, x.about) and _number(proof.version) < x.before
    )


def _number(version: str) -> tuple[int, ...]:
    """A version as numbers to compare; what says none comes first."""
    return tuple(int(part) for part in version.split(".") if part.isdecimal())
