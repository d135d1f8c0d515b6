"""The view of everybody else: made here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import count
from typing import Protocol

import numpy as np

from geleit.model.aid import Delivery
from geleit.model.case import Case
from geleit.model.denied_rows import DENIED, is_denied, without_text
from geleit.model.finding import OPERATION, Observation
from geleit.model.hostility import kind_without_text, kinds_without_text
from geleit.model.incident import Incident, Incidents, Words
from geleit.model.public import INSIDE, OUTSIDE, ConvoyGate, PublicCase, Store
from geleit.model.stamp import LeftOut
from geleit.model.statement import Source, Statement, without_pointers
from geleit.publication.names import Names, Secret, names_in, people_named
from geleit.publication.past import last_midnight, past_of
from geleit.publication.redaction import redacted, sources_named, without_notes
from geleit.publication.whereabouts import is_coarse, is_fine, whereabouts
from geleit.streets.joins import GAP

NEEDED = ("walking_speed", "street_flow", "usable_width", GAP)
"""Assumptions that what is proved rests on."""


def public_case(case: Case, now: datetime | None = None) -> PublicCase:
    """What of a case may leave the room at some moment.

    Parameters
    ----------
    now
        The moment of publication, aware; by default the present. Whatever lies after the midnight before it stays in.

    Raises
    ------
    InputError
        If all of the case lies ahead, or its people lie outside the network.
    """
    until = last_midnight(now or datetime.now(UTC), case.zone)
    past = without_notes(past_of(case, until))
    places = {facility.id for facility in case.facilities}
    subjects = {"", OPERATION, *_ids_in(past.exits, past.corridors, past.pauses, past.deliveries)} - places
    open_to_all = tuple(s for s in past.statements if not s.sensitive and subjects.issuperset(s.subjects))
    kept_back = [s for s in case.statements if s.id not in {statement.id for statement in open_to_all}]
    publishers, secret = _publishers(past, open_to_all), _secret(case, past)
    names = names_in(past, open_to_all, kept_back, publishers, people_named(case), secret)
    statements = _statements(open_to_all, names)
    observations = tuple(_observations((o for o in past.observations if o.subject in subjects), names))
    cells, elsewhere = whereabouts(case.network, case.places)

    def told(assumption: str) -> bool:
        return assumption in NEEDED or not names.tell(assumption)

    found = PublicCase(
        name=past.name,
        title=past.title,
        place=past.place,
        summary=past.summary,
        licence=past.licence,
        zone=past.zone,
        until=until,
        period=past.period,
        deadline=past.deadline,
        assumptions={name: amount for name, amount in past.assumptions.items() if told(name)},
        network=past.network,
        area=past.area,
        cells=cells,
        elsewhere=elsewhere,
        exits=past.exits,
        riding=case.riding,
        corridors=tuple(replace(c, places_claimant=names.shown(c.places_claimant)) for c in past.corridors),
        parties=tuple(replace(p, voices=tuple(names.told(p.voices))) for p in past.parties),
        pauses=past.pauses,
        closures=tuple(replace(closure, name="") for closure in past.closures),
        incidents=tuple(_incidents(past.incidents, names)),
        reported=tuple((taken, _reported(incidents, names, until)) for taken, incidents in past.reported),
        unread=past.unread,
        monitoring=tuple(replace(row, claimant=names.shown(row.claimant)) for row in past.monitoring),
        deliveries=tuple(_deliveries(past, names)),
        stocks=tuple(replace(row, claimant=names.shown(row.claimant)) for row in past.stocks),
        standards=past.standards,
        statements=statements,
        observations=observations,
        sources=(),
        groups=tuple(replace(group, id=f"group {n}", name=f"group {n}") for n, group in enumerate(past.groups)),
        vehicles=tuple(line.speed for line in past.buses),
        trucks=past.fleet.trucks,
        let_in=_let_in(case, past, until),
        gates=tuple(ConvoyGate(gate.id, gate.windows, gate.trucks_per_hour) for gate in past.fleet.gates),
        stores=tuple(Store(depot.id, depot.tonnes) for depot in past.fleet.depots),
        record=replace(past.record, precedents=(), announcements=()),
        left_out=tuple(_left_out(case, past, statements, observations, names)),
    )
    found = replace(found, sources=tuple(_sources(past, found)))
    return redacted(found, names)


def _statements(statements: Iterable[Statement], names: Names) -> tuple[Statement, ...]:
    """Those whose words tell no hidden name, with the speakers as they may be called.

    An id may be made of the name of who speaks; those of speakers who are not named are replaced. The words around the
    words of a source may be cut within a name, so they stay.
    """
    fit = [s for s in statements if names.fit(s)]
    ids = _ids(fit, names)
    return without_pointers(
        replace(
            s,
            id=ids[s.id],
            speaker=names.shown(s.speaker),
            part_of=ids.get(s.part_of, ""),
            corrects=ids.get(s.corrects, ""),
            repeats=ids.get(s.repeats, s.repeats),
            wording=s.wording and replace(s.wording, before="", after=""),
            entered_by="",
            entered_at=None,
        )
        for s in fit
    )


def _ids(statements: Sequence[Statement], names: Names) -> dict[str, str]:
    """What the id of each statement becomes: a number where the speaker is not named, else itself."""
    taken = {statement.id for statement in statements}
    numbered = (name for number in count(1) if (name := f"statement-{number}") not in taken)
    return {s.id: s.id if names.named(s.speaker) else next(numbered) for s in statements}


def _observations(observations: Iterable[Observation], names: Names) -> Iterator[Observation]:
    for observation in observations:
        evidence = observation.evidence
        if not names.tell(evidence.text):
            yield replace(observation, evidence=replace(evidence, claimant=names.shown(evidence.claimant)))


def _incidents(incidents: Iterable[Incident], names: Names) -> Iterator[Incident]:
    """Without free text; few monitors report many, so that each is looked up once."""
    shown = cache(names.shown)
    for row in incidents:
        claimant = shown(row.claimant)
        kind = kind_without_text(row.kind, row.text)
        text = DENIED if is_denied(row.kind, row.text, row.start, row.end) else ""
        yield (
            row if not row.text and claimant == row.claimant else replace(row, text=text, claimant=claimant, kind=kind)
        )


def _deliveries(case: Case, names: Names) -> Iterator[Delivery]:
    """Without where inside each went: that may be a shelter."""
    places = {text.casefold() for place in case.places for text in (place.id, place.name)}
    for row in case.deliveries:
        to = row.to.strip().casefold()
        where = "" if not to else INSIDE if to in places else OUTSIDE
        yield replace(row, to=where, by=names.shown(row.by), claimant=names.shown(row.claimant))


def _reported(incidents: Incidents, names: Names, until: datetime) -> Incidents:
    """Imported incidents without free text."""
    midnight = int(until.timestamp())
    past = incidents.at(incidents.start < midnight)
    claimant = Words(past.claimant.codes, tuple(map(names.shown, past.claimant.names)))
    text, kind = without_text(past), kinds_without_text(past)
    return replace(past, end=np.minimum(past.end, midnight), claimant=claimant, text=text, kind=kind)


def _let_in(case: Case, past: Case, until: datetime) -> bool:
    """Whether the hours in which trucks were let in are all told: at gates, and without any within pauses."""
    if case.fleet.gates:
        return bool(past.fleet.gates)
    begun = {pause.id for pause in case.pauses if any(window.start < until for window in pause.windows)}
    return begun <= _ids_in(past.pauses) and (bool(begun) or not any(pause.windows for pause in case.pauses))


def _sources(case: Case, found: PublicCase) -> Iterator[Source]:
    """Those that something shown was read in."""
    used = set(sources_named(found))
    return (source for source in case.sources if source.id in used)


def _publishers(past: Case, statements: tuple[Statement, ...]) -> Iterator[str]:
    """Publishers of what is open to all and of the other rows that are shown; places of people are not."""
    shown = replace(
        past, statements=statements, sources=(), places=(), facilities=(), risks=(), buses=(),
        fleet=replace(past.fleet, depots=(), limits=()),
    )  # fmt: skip
    used = set(sources_named((shown, *(bus.speed for bus in past.buses), *(d.tonnes for d in past.fleet.depots))))
    return (source.publisher for source in past.sources if source.id in used)


def _secret(case: Case, past: Case) -> Secret:
    """Names and ids of what stays in the room; what is shown may have the id of something that is not, or its name."""
    fine = [place for place in case.places if is_fine(place)]
    gates, closures = (
        [row for row in rows if row.id not in _ids_in(before)]
        for rows, before in ((case.fleet.gates, past.fleet.gates), (case.closures, past.closures))
    )
    tables: tuple[Iterable[_Named], ...] = (
        case.facilities, fine, case.buses, case.fleet.depots, case.corridors, case.pauses, case.exits, gates, closures
    )  # fmt: skip
    stays = [row for rows in tables for row in rows]
    shown: list[_Named] = [*past.corridors, *past.pauses, *past.exits]
    told = {text for row in shown for text in (row.id, row.name)}
    ids = frozenset(row.id for row in stays) - told
    return Secret(ids, frozenset(row.name for row in stays if row.name != row.id) - told)


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


class _Row(Protocol):
    @property
    def id(self) -> str: ...


def _ids_in(*tables: Iterable[_Row]) -> set[str]:
    return {row.id for rows in tables for row in rows}


def _left_out(
    case: Case, past: Case, statements: tuple[Statement, ...], observations: tuple[Observation, ...], names: Names
) -> Iterator[LeftOut]:
    routes = sum(
        len(rows) for rows in (case.corridors, case.pauses, case.exits, case.deliveries, case.fleet.gates)
    ) - sum(len(rows) for rows in (past.corridors, past.pauses, past.exits, past.deliveries, past.fleet.gates))
    counts = {
        "facilities": len(case.facilities),
        "places of people": sum(not is_coarse(place) for place in case.places),
        "statements": len(case.statements) - len(statements),
        "pieces of evidence": len(case.observations) - len(observations),
        "names of people": len(names.called),
        "routes, pauses and deliveries that lie ahead or are not over": routes,
        "risks": len(case.risks),
        "boarding places of buses": len(case.buses),
        "places of depots": len(case.fleet.depots),
        "rows added to the record": len(case.record.precedents) + len(case.record.announcements),
    }
    return (LeftOut(kind, count) for kind, count in counts.items() if count)
