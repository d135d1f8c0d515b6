"""The view of those in the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geleit.model.case import Case
from geleit.model.public import InternalCase, InternalLedger, PublicCase
from geleit.model.stamp import LeftOut
from geleit.model.statement import Source, Statement, without_pointers, without_pointing


def internal_case(case: Case, *, sensitive: bool = False, facilities: bool = True) -> InternalCase:
    """A case for those in the room, without sensitive statements unless they are asked for.

    Parameters
    ----------
    sensitive
        Whether sensitive statements are in it.
    facilities
        Whether facilities are, and what is said about them.
    """
    places = {place.id for place in case.facilities}

    def stays(statement: Statement) -> bool:
        return (statement.sensitive and not sensitive) or (not facilities and not places.isdisjoint(statement.subjects))

    shown = without_pointers(statement for statement in case.statements if not stays(statement))
    hidden = len(case.statements) - len(shown)
    left_out = [LeftOut("statements", hidden)] if hidden else []
    if not facilities and places:
        left_out.append(LeftOut("facilities", len(places)))
    if not left_out:
        return InternalCase(case, files=case.files)
    return InternalCase(
        replace(case, statements=shown, facilities=case.facilities if facilities else ()), tuple(left_out), case.files
    )


def internal_ledger(
    name: str, statements: Sequence[Statement], sources: Sequence[Source], *, sensitive: bool = False
) -> InternalLedger:
    """The statements of a case for those in the room, without sensitive ones unless they are asked for.

    What corrects a sensitive one, or is part of one, is left out with it: alone it would count as a statement of its
    own, and an id may tell who spoke.
    """
    shown = without_pointing(statement for statement in statements if sensitive or not statement.sensitive)
    hidden = len(statements) - len(shown)
    left_out = (LeftOut("statements", hidden),) if hidden else ()
    return InternalLedger(name, shown, tuple(sources), left_out)


def without_seals(case: Case) -> Case:
    """The same case with no statement marked as sensitive, for whoever asked to show those too."""
    return replace(case, statements=tuple(replace(statement, sensitive=False) for statement in case.statements))


def before_publication(public: PublicCase, case: Case) -> InternalCase:
    """What may leave a case, for those who see it before it is published: it says that it is not for publication."""
    return InternalCase(public.case, public.left_out, case.files)
