"""A simulated town: people who leave, shells that fall, and a ledger that is true of it, with natural gaps left in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from random import Random

import shapely

from geleit.model.against_the_map import AgainstTheMap
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.certificate import Certificate, Instance, Rung
from geleit.model.incident import Incident
from geleit.model.inquiry import Inquiry, Reply
from geleit.model.population import Place
from geleit.model.statement import Statement
from geleit.model.window import Window
from tests.unit.assessment.drawn_case import CORRIDOR, EXIT, GOVERNMENT, PAUSE, REBELS, UN, at, case

HOURS = 24 * 8
SOUTH = replace(CORRIDOR, id="southern", name="South road")
GATES = (
    replace(EXIT, windows=(Window(at(1), at(11)),), windows_cautious=()),
    replace(EXIT, id="south-gate", name="South gate", corridor="southern", windows=(Window(at(1), at(11)),),
            windows_cautious=(), lon=0.5),
)  # fmt: skip
PLACES = {"north": {"gate"}, "southern": {"south-gate"}, "gate": {"gate"}, "south-gate": {"south-gate"},
          "north; southern": {"gate", "south-gate"}, "operation": {"gate", "south-gate", "sky"}}  # fmt: skip
VOICES = (
    ("Government", "gov", ""),
    ("Ministry of Defence", "gov", ""),
    ("State TV", "", ""),
    ("Rebel Council", "reb", ""),
    ("UN OCHA", "un", ""),
    ("UNRWA", "un", "Government"),
    ("Monitor", "", ""),
    ("Radio", "", "State TV"),
)
ZONES = (UTC, timezone(timedelta(hours=3)), timezone(timedelta(hours=-7)))
DAY_WORDS = ("on Wednesday", "yesterday", "am Donnerstag", "heute", "يوم الخميس", "أمس", "в среду", "вчера")


@dataclass(frozen=True)
class Leaving:
    """Somebody who leaves: who, when and how; ``again`` of one who had come back."""

    person: int
    at: datetime
    gate: str
    means: str
    whom: str
    marks: frozenset[str]
    arrives: datetime
    again: bool = False


@dataclass(frozen=True)
class Town:
    """What truly happened."""

    inside: tuple[tuple[str, str], ...]
    """District and kind of each person at the beginning."""
    leavings: tuple[Leaving, ...]
    open_times: dict[str, tuple[Window, ...]]
    shells: tuple[tuple[datetime, bool], ...]
    """When, and whether near the North gate; by the government."""


def drawn_town(random: Random) -> Town:
    """A town in which people leave through gates while these are open, or by air, and some come back."""
    inside = tuple(
        (random.choice(("centre", "quarter")), random.choice(("civilians", "civilians", "fighters")))
        for _ in range(random.randint(1, 40))
    )
    open_times = {gate.id: tuple(_spans(random)) for gate in GATES}
    leavings = []
    for person, (_, kind) in enumerate(inside):
        for turn in range(random.choice((0, 1, 1, 1, 2))):
            gate = random.choice(GATES).id
            window = random.choice(open_times[gate])
            when = window.start + random.random() * (window.end - window.start)
            means = random.choice(("foot", "foot", "road", "air"))
            marks = frozenset(mark for mark in ("women", "from the school") if random.random() < 0.5)
            delay = timedelta(hours=random.randint(0, 30))
            gate = "sky" if means == "air" else gate
            leavings.append(Leaving(person, when, gate, means, kind, marks, when + delay, again=turn > 0))
    shells = tuple((_moment(random), random.random() < 0.6) for _ in range(random.randint(0, 6)))
    return Town(inside, tuple(leavings), open_times, shells)


def _moment(random: Random) -> datetime:
    return at(1) + timedelta(hours=random.randint(0, HOURS))


def _span(random: Random) -> tuple[datetime, datetime]:
    since, until = sorted((_moment(random), _moment(random)))
    if random.random() < 0.5:  # whole days
        since, until = since.replace(hour=0), until.replace(hour=0)
    return since, until if until > since else since + timedelta(hours=random.choice((1, 24)))


def _spans(random: Random) -> Iterator[Window]:
    for day in random.sample(range(1, 9), random.randint(1, 4)):
        first = random.randint(0, 20)
        yield Window(at(day, first), at(day, random.randint(first + 1, 23)))


def counted(
    town: Town,
    places: Iterable[str],
    whom: str,
    by: str,
    since: datetime,
    until: datetime,
    *,
    arrived: bool = False,
    mark: str = "",
) -> int:
    """How many left, as a statement of that scope counts them; whoever flies passes no gate."""
    wanted = {*places}
    return sum(
        since <= (one.arrives if arrived else one.at) < until
        and one.gate in wanted
        and by in ("any", one.means)
        and whom in ("everyone", one.whom)
        and (not mark or mark in one.marks)
        for one in town.leavings
    )


def case_of(town: Town, statements: Iterable[Statement], random: Random) -> Case:
    """The case of a town, as one who knows some of it would enter it."""
    people = {name: sum(where == name for where, _ in town.inside) for name in ("centre", "quarter")}
    places = tuple(
        Place(name, name, Range(count, count, count, "people"), shapely.Point(0, 0), "UN")
        for name, count in people.items()
    )
    incidents = []
    for number, (when, near) in enumerate(town.shells):
        claimant = random.choice(("Monitor", "Government", "Rebel Council"))
        by = "gov" if claimant != "Government" else "reb"  # a party blames the other
        east = 0.001 if near else 0.2
        incidents.append(Incident(f"i{number}", when, when, east, 0.002, 0.0, "shelling", by, None, claimant, "s1", ""))
    if random.random() < 0.5:  # and it may make one up
        when = _moment(random)
        incidents.append(
            Incident("lie", when, when, 0.001, 0.002, 0.0, "shelling", "gov", None, "Rebel Council", "s1", "")
        )
    parties = (replace(GOVERNMENT, voices=("State TV", "Ministry of Defence")), REBELS, UN)
    return case(
        statements=tuple(statements), exits=GATES, corridors=(CORRIDOR, SOUTH), places=places, parties=parties,
        incidents=tuple(incidents), pauses=(replace(PAUSE, windows=(Window(at(3), at(6)),)),),
    )  # fmt: skip


def replies_of(town: Town, inquiries: Iterable[Inquiry]) -> dict[Inquiry, Reply]:
    """The tightest bounds that are true of the town: so many did pass these exits in that time on foot or by road."""
    found = {}
    for inquiry in inquiries:
        of_the_case, passed = (
            sum(counted(town, inquiry.exits, whom, by, inquiry.since, inquiry.until) for by in ("foot", "road"))
            for whom in ("civilians", "everyone")
        )
        stuck = len(town.inside) - passed if inquiry.planned else 0
        instance = Instance(1, 0, (), (), (), (), (), ((), ()), (), (), (), (), (), ())
        seats, streets = Rung((), passed, (), 0), Rung((), of_the_case, (), max(0, stuck))
        certificate = Certificate(instance, seats, streets, streets, "town-2016", "")
        against = AgainstTheMap(of_the_case, max(0, stuck), of_the_case, max(0, stuck), 5.0)
        found[inquiry] = Reply(certificate, of_the_case, max(0, stuck), against, 0, everyone=False, hours=100)
    return found


class Ledger:
    """Statements that are true of a town; what is left out of them anybody may leave out."""

    def __init__(self, town: Town, random: Random) -> None:
        self.town, self.random = town, random
        self.statements: list[Statement] = []
        self.favourite, self.spans = random.choice(VOICES), [_span(random) for _ in range(2)]
        """Few voices and times, so that figures meet."""

    def _add(self, asserts: str, about: str, **more: object) -> Statement:
        speaker, party, outlet = self.favourite if self.random.random() < 0.6 else self.random.choice(VOICES)
        told: dict[str, object] = {"speaker": speaker, "party": party, "outlet": outlet, "text": "as was said"}
        told |= {"role": "", "at": None, "topic": "", "quantity": None, "source": "s1", **more}
        statement = Statement(id=f"c{len(self.statements)}", asserts=asserts, about=about, words_checked=True, **told)  # type: ignore[arg-type]
        self.statements.append(statement)
        return statement

    def _figure(self, true: int) -> Range:
        less, more = (self.random.choice((0, 0, 1, 3)) for _ in range(2))
        return Range(max(0, true - less), true, true + more, "people")

    def _abroad(self, when: datetime) -> datetime:
        return when.astimezone(self.random.choice(ZONES)) if self.random.random() < 0.3 else when

    def _may_leave_out(self, statement: Statement, *gaps: str) -> Statement:
        """What a person may not have entered; a time may live on as a word for its day."""
        random = self.random
        for gap in gaps:
            if random.random() < 0.3:
                blank = None if gap in ("since", "until") else ""
                statement = replace(statement, **{gap: blank})  # type: ignore[arg-type]
        if statement.since is None and not statement.extent:
            statement = replace(statement, text=f"as was said {random.choice(DAY_WORDS)}")
        return statement

    def left(self) -> None:
        """A count of people who left; perhaps with a later state of it, entered as if it corrected the first."""
        random, town = self.random, self.town
        about = random.choice((*PLACES,))
        whom, by = random.choice(("everyone", "civilians", "fighters")), random.choice(("foot", "road", "any"))
        total, arrived = random.random() < 0.4, random.random() < 0.2
        since, until = random.choice(self.spans) if random.random() < 0.7 else _span(random)
        since = at(1) if total else since
        if until <= since:
            until = since + timedelta(days=1)
        until = min(until, at(10))
        scope = {"whom": whom, "by": by, "stage": "arrived" if arrived else "departed"}
        extent = "total" if total else random.choice(("", "once"))
        true = counted(town, PLACES[about], whom, by, since, until, arrived=arrived)
        told = self._add(
            "people-left", about, quantity=self._figure(true), at=self._abroad(until), extent=extent,
            since=None if total else self._abroad(since), until=self._abroad(until), **scope,
        )  # fmt: skip
        told = self._may_leave_out(told, "about", "whom", "by", "until", *(() if total else ("since",)))
        if told.until is None and told.at is not None and told.at.astimezone(at(1).tzinfo).hour == 0:
            told = replace(told, until=self._abroad(until))  # a plain day would be another claim
        self.statements[-1] = told
        if total and random.random() < 0.5:
            later = min(until + timedelta(hours=random.randint(1, 48)), at(10))
            more = counted(town, PLACES[about], whom, by, since, later, arrived=arrived)
            update = replace(told, id=f"c{len(self.statements)}", quantity=self._figure(max(true, more)), at=later,
                             until=later, corrects=told.id if more > true + 6 else "")  # fmt: skip
            self.statements.append(replace(update, quantity=Range(more, more, more, "people")))

    def parts(self) -> None:
        """A total with parts that may overlap, or with all its days."""
        random, town = self.random, self.town
        about, by = random.choice((*PLACES,)), random.choice(("foot", "road"))
        first = random.randint(1, 5)
        since, until = at(first), at(first + 3)
        true = counted(town, PLACES[about], "everyone", by, since, until)
        same = {"by": by, "extent": random.choice(("", "once")), "at": until, "speaker": "UN OCHA", "party": "un"}
        total = self._add("people-left", about, quantity=Range(true, true, true, "people"), whom="everyone",
                          since=since, until=until, **same)  # fmt: skip
        if random.random() < 0.5:
            for mark in ("women", "from the school"):
                part = counted(town, PLACES[about], "everyone", by, since, until, mark=mark)
                self._add("people-left", about, quantity=Range(part, part, part, "people"), whom=mark, since=since,
                          until=until, part_of=total.id, **same)  # fmt: skip
            return
        named = random.random() < 0.5
        for day in random.sample(range(3), random.randint(1, 3)):
            start, end = at(first + day), at(first + day + 1)
            part = counted(town, PLACES[about], "everyone", by, start, end)
            told = self._add("people-left", about, quantity=Range(part, part, part, "people"), whom="everyone",
                             since=start, until=end, part_of=total.id if named else "", **same)  # fmt: skip
            if not named:
                self.statements[-1] = self._may_leave_out(told, "about", "whom", "by", "since")

    def inside(self) -> None:
        """A count of people inside, of all or of one district."""
        random, town = self.random, self.town
        when, whom = _moment(random), random.choice(("everyone", "civilians"))
        where = random.choice(("operation", "quarter", "centre"))
        gone: dict[int, bool] = {}
        for one in sorted(town.leavings, key=lambda one: one.at):
            if one.at < when:
                gone[one.person] = True
            elif one.again:
                gone[one.person] = False  # was back by then
        true = sum(
            not gone.get(person, False) and where in ("operation", district) and whom in ("everyone", kind)
            for person, (district, kind) in enumerate(town.inside)
        )
        told = self._add("people-inside", where, quantity=self._figure(true), whom=whom, at=self._abroad(when))
        gaps = ("about", "whom")
        self.statements[-1] = replace(
            self._may_leave_out(replace(told, since=when, until=when + timedelta(seconds=1)), *gaps), since=None
        )

    def opened(self) -> None:
        """That a gate was open at some time, or shut all the time."""
        about = self.random.choice(("north", "southern", "gate"))
        [gate] = PLACES[about]
        since, until = _span(self.random)
        ever = any(w.overlaps(Window(since, until)) for w in self.town.open_times[gate])
        told = self._add("corridor-open", about, denies=not ever, since=since, until=until, at=until)
        self.statements[-1] = self._may_leave_out(told, "since", "until")
        if self.statements[-1].since is None or self.statements[-1].until is None:
            self.statements[-1] = replace(
                self.statements[-1], since=None, text=f"it was {self.random.choice(DAY_WORDS)}"
            )

    def quiet(self) -> None:
        """That nothing happened near the gate, or that the pause was kept, or the contrary."""
        since, until = _span(self.random)
        pause = self.random.random() < 0.5
        fell = any(
            since <= when < until and (at(3) <= when < at(6) if pause else near) for when, near in self.town.shells
        )
        asserts, about = ("pause-kept", "daily") if pause else ("no-incident", "north")
        told = self._add(asserts, about, denies=fell, since=since, until=until, at=until, whom="everyone")
        if self.random.random() < 0.3:
            self.statements[-1] = replace(told, since=None)

    def echo(self) -> None:
        """Somebody who passes on what another said."""
        told = [one for one in self.statements if one.asserts == "people-left"]
        if told:
            first = self.random.choice(told)
            entered = self.random.random() < 0.5
            echo = replace(first, id=f"c{len(self.statements)}", speaker="Evening News", party="", part_of="",
                           corrects="", repeats=first.id if entered else "",
                           text=f"{first.text}, {first.speaker} said")  # fmt: skip
            self.statements.append(echo)


def true_ledger(random: Random) -> tuple[Town, list[Statement]]:
    """A town, and what is truly said of it."""
    town = drawn_town(random)
    ledger = Ledger(town, random)
    kinds = (ledger.left, ledger.left, ledger.parts, ledger.inside, ledger.opened, ledger.quiet, ledger.echo)
    for _ in range(random.randint(1, 8)):
        random.choice(kinds)()
    return town, ledger.statements
