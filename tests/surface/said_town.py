"""A town with two roads out, two sides at war and a ledger: what is said of it is worked out in the head.

Each gate lets at most 100 persons an hour pass, from 8 to 18 o'clock on each day: 1,000 a day.
"""

from __future__ import annotations

import csv
import json

from tests.surface.process import geleit
from tests.surface.village import write_village

GATES = (
    {"id": "north-gate", "name": "North gate", "corridor": "north", "lon": 0.001},
    {"id": "south-gate", "name": "South gate", "corridor": "south", "lon": -0.001},
)
CORRIDORS = (
    {"id": "north", "name": "North road", "announced_by": "gov", "announced_at": "2029-12-30", "source": "s1"},
    {"id": "south", "name": "South road", "announced_by": "gov", "announced_at": "2029-12-30", "source": "s1"},
)
PARTIES = (
    {"id": "gov", "name": "Government of Northland", "belligerent": "yes", "names": "Northland",
     "voices": "Northland Army; State TV"},
    {"id": "ally", "name": "Eastland", "belligerent": "yes"},
    {"id": "reb", "name": "Free Council", "belligerent": "yes"},
    {"id": "un", "name": "United Nations", "belligerent": "no", "voices": "UN OCHA; UNHCR"},
)  # fmt: skip
PAUSES = (
    {"id": "calm", "name": "Calm", "windows": "2030-01-03T00:00/2030-01-06T00:00", "announced_by": "gov",
     "announced_at": "2030-01-02", "source": "s1"},
)  # fmt: skip
SOURCES = ({"id": "s1", "title": "What was said", "publisher": "Desk", "published": "", "url": "", "sha256": ""},)


def write_town(folder, statements, *, zone="UTC", inhabitants=5_000, **tables):
    """Write the town with a ledger, and rows of other tables by their names."""
    write_village(folder, people=((0, inhabitants),), streets=((-1, 0), (0, 1)), days=9)
    settings = (folder / "case.toml").read_text().replace('"UTC"', f'"{zone}"')
    (folder / "case.toml").write_text(
        settings.replace('likely = 1.0, unit = "persons', 'likely = 9.0, unit = "persons')
    )
    gates = [{**gate, "lat": 0, "rate_likely": 100, "windows": "daily 08:00-18:00", "source": "s1"} for gate in GATES]
    known = {"exits": gates, "corridors": CORRIDORS, "parties": PARTIES, "pauses": PAUSES, "sources": SOURCES}
    for name, rows in (known | {"statements": statements} | tables).items():
        write_rows(folder / f"{name}.csv", rows)
    return folder


def write_rows(file, rows):
    """Write rows of a table with all columns that any of them has."""
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, list(dict.fromkeys(column for row in rows for column in row)))
        table.writeheader()
        table.writerows(rows)


def verdicts(folder):
    """What `geleit assess` finds of the statements, by their ids and codes."""
    done = geleit("assess", folder.name, "claims", "--json", "--out", "proofs", cwd=folder.parent)
    assert done.returncode in (0, 1), done.stderr
    return {(f["claim"]["id"], f["code"]): f for f in json.loads(done.stdout)["findings"]}


def left(id_, figure, speaker="UN OCHA", **more):
    """A statement that so many left, with nothing left open unless it is said."""
    whole = {"about": "north", "whom": "civilians", "by": "foot", "since": "2030-01-02", "until": "2030-01-02"}
    return said(id_, "people-left", speaker, **people(figure) | whole | more)


def inside(id_, figure, speaker="UN OCHA", **more):
    """A statement that so many are inside all of the town."""
    whole = {"about": "operation", "whom": "civilians"}
    return said(id_, "people-inside", speaker, **people(figure) | whole | more)


def people(figure):
    """A figure that counts people."""
    return {"quantity_likely": figure, "quantity_unit": "people"}


def said(id_, asserts, speaker="UN OCHA", text="As was said.", **more):
    """A statement, made late on 3 January; its words hold its figure."""
    if text == "As was said." and "quantity_likely" in more:
        text = f"As was said: {more['quantity_likely']:,}."
    row = {"id": id_, "asserts": asserts, "speaker": speaker, "text": text, "at": "2030-01-03T20:00", "source": "s1"}
    return row | {"words_checked": "yes"} | more
