"""A made-up case full of what must not leave, as a folder: where its secrets lie is drawn apart from all the rest.

Two towns of one ``seed`` differ in their ``secrets`` alone: hospitals, shelters with their people, a boarding place, a
depot, risks, and who said what in confidence. What is public of them is the same, to the letter; in every other one
something said in confidence refutes a sum that is right by what is public.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from geleit.io.streets.network_file import save_network
from geleit.model.network import Network
from geleit.streets.invent import invent_city

CORNERS = 4_000
SHELTERS, HOSPITALS = 5, 3
INCIDENTS = 2_500
FIRST, LAST = (
    ("Layla", "Samir", "Nadia", "Yusuf", "Hala"),
    ("Haddadin", "Qabbanian", "Zeitounian", "Marjoub", "Sabbour"),
)
DEADLINE = "2024-05-04T00:00"
PUBLISHED = "2024-05-20"
"""When all but the convoy of the last days is over."""


@dataclass(frozen=True)
class Secrets:
    """What an adversary is after: positions in degrees, and names."""

    hospitals: tuple[tuple[float, float], ...]
    shelters: tuple[tuple[float, float], ...]
    speakers: tuple[str, ...]
    words: tuple[str, ...]


def write_secret_town(folder: Path, seed: int, secrets: int, corners: int = CORNERS) -> Secrets:
    """Write the case; the same figures always give the same."""
    city = invent_city(corners, seed)
    network, dice, hidden = city.network, np.random.default_rng(seed), np.random.default_rng([secrets, 7])
    folder.mkdir()
    save_network(network, folder / "streets.npz")
    (folder / "case.toml").write_text(CASE.format(seed=seed), encoding="utf-8")
    _write_public(folder, network, city.gates, dice)
    hospitals, shelters, spot = (_places(network, count, hidden) for count in (HOSPITALS, SHELTERS, 3))
    order = hidden.permutation(len(FIRST))
    speakers = [f"{FIRST[i]} {LAST[j]}" for i, j in zip(order, hidden.permutation(len(LAST)), strict=True)]
    schools = [f"School {LAST[i]} {n}" for n, i in enumerate(order)]
    _write_people(folder, network, shelters, schools)
    _write_secret(folder, hospitals, spot, speakers, schools, hidden, whole="sum" if secrets % 2 else "")
    words = (*schools, "Rose of Damascus", "Old Mint", "Blue House")
    return Secrets(tuple(hospitals), tuple(shelters), tuple(speakers[:3]), words)


CASE = """format = 1
name = "town"
title = "Made-up town {seed}"
place = "in the Atlantic"
summary = "Two corridors were announced."
time_zone = "UTC"
period = {{ start = 2024-05-01T00:00:00, end = 2024-06-01T00:00:00 }}
deadline = 2024-05-04T00:00:00

[assumptions.walking_speed]
low = 0.7
likely = 1.1
high = 1.34
unit = "m/s"

[assumptions.street_flow]
low = 0.6
likely = 1.0
high = 1.3
unit = "persons/m/s"

[assumptions.usable_width]
low = 0.3
likely = 0.5
high = 1.0
unit = "share"
"""


def _write_public(folder: Path, network: Network, gates: Sequence[int], dice: np.random.Generator) -> None:
    at = [(float(network.lon[i]), float(network.lat[i])) for i in gates]
    rows = [
        (f"gate-{n}", f"Gate {n}", *xy, 50, 400, 900, 1500, f"daily 08:00-18:00 2024-05-0{1 + n}..2024-05-0{3 + n}",
         "foot", "north-road" if n < 2 else "east-road", "news")
        for n, xy in enumerate(at[:3])
    ]  # fmt: skip
    rows.append(
        ("gate-3", "Harbour stairs", *at[3], 50, 400, 900, 1500, "daily 08:00-18:00 2024-05-25..2024-05-28", "foot",
         "night-road", "news")
    )  # fmt: skip
    _table(
        folder,
        "exits",
        "id,name,lon,lat,position_error,rate_low,rate_likely,rate_high,windows,mode,corridor,source",
        rows,
    )
    _table(folder, "corridors", "id,name,announced_by,announced_at,agreed_by,users,destination,source", [
        ("north-road", "North Road", "north", "2024-04-30T12:00", "", "civilians", "Northfield", "news"),
        ("east-road", "East Road", "north", "2024-04-30T12:00", "council", "civilians", "Eastfield", "news"),
        ("night-road", "Night Road", "north", "2024-05-18T12:00", "", "civilians", "Port", "news"),
    ])  # fmt: skip
    _table(folder, "pauses", "id,name,windows,announced_by,announced_at,source", [
        ("morning", "Morning pause", "daily 10:00-13:00 2024-05-02..2024-05-06", "north", "2024-04-30T12:00", "news"),
    ])  # fmt: skip
    _table(folder, "parties", "id,name,belligerent,names", [
        ("north", "Northern Command", "yes", "Northern Command"), ("council", "Town Council", "yes", "Town Council"),
        ("watch", "Town Watch", "no", ""),
    ])  # fmt: skip
    _table(folder, "sources", "id,title,publisher,published,note", [
        ("news", "Evening news", "Radio Atlantic", "2024-05-02", ""),
        ("watch-list", "List of incidents", "Town Watch", "2024-05-19", ""),
        ("interviews", "Interviews kept by the desk", "Desk", "2024-05-04", ""),
    ])  # fmt: skip
    spread = (network.lon.min(), network.lon.max()), (network.lat.min(), network.lat.max())
    lon, lat = (dice.uniform(*ends, INCIDENTS) for ends in spread)
    minute = dice.choice(17 * 24 * 60, INCIDENTS, replace=False)  # so that a time tells which
    start = np.datetime64("2024-05-01T00:00") + minute * np.timedelta64(1, "m")
    rows = [
        (f"i{n}", str(when), str(when + np.timedelta64(30, "m")), f"{x:.5f}", f"{y:.5f}", 30, "shelling", "north",
         "Town Watch", "watch-list")
        for n, (when, x, y) in enumerate(zip(start, lon, lat, strict=True))
    ]  # fmt: skip
    _table(folder, "incidents", "id,start,end,lon,lat,position_error,kind,by,claimant,source", rows)


def _write_people(
    folder: Path, network: Network, shelters: Iterable[tuple[float, float]], names: Sequence[str]
) -> None:
    west, east, south, north = (
        float(x) for x in (network.lon.min(), network.lon.max(), network.lat.min(), network.lat.max())
    )
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    city = {"id": "city", "name": "The town", "people_low": 30_000, "people_likely": 40_000, "people_high": 50_000,
            "claimant": "Town Council"}  # fmt: skip
    features = [{"type": "Feature", "properties": city, "geometry": {"type": "Polygon", "coordinates": [ring]}}]
    for n, ((x, y), name) in enumerate(zip(shelters, names, strict=True)):
        people = 400 + 100 * n
        inside = {"id": name.lower().replace(" ", "-"), "name": name, "people_low": people, "people_likely": people,
                  "people_high": people, "claimant": "Town Council",
                  "note": f"Entrance of {name} at the back"}  # fmt: skip
        features.append({"type": "Feature", "properties": inside, "geometry": {"type": "Point", "coordinates": [x, y]}})
    (folder / "people.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def _write_secret(
    folder: Path,
    hospitals: Sequence[tuple[float, float]],
    spot: Sequence[tuple[float, float]],
    speakers: Sequence[str],
    schools: Sequence[str],
    dice: np.random.Generator,
    whole: str,
) -> None:
    names = ("Rose of Damascus", "Old Mint", "Blue House")
    rows = [(f"ward-{n}", names[n], "hospital", *xy, 20) for n, xy in enumerate(hospitals)]
    _table(folder, "facilities", "id,name,kind,lon,lat,position_error", rows)
    _table(folder, "risks", "id,name,lon,lat,windows,harm_likely", [("r", f"Near {schools[0]}", *spot[0], "always", 4)])
    _table(folder, "depots", "id,name,lon,lat,tonnes_likely", [("store", f"Cellar of {schools[1]}", *spot[1], 40)])
    _table(folder, "trucks", "id,name,depot,number_likely,payload_likely,speed_likely,loading_likely,unloading_likely",
           [("light", "Light truck", "store", 4, 3, 20, 20, 30)])  # fmt: skip
    _table(folder, "deliveries", "id,start,stage,item,goods,amount_likely,amount_unit,to,by,claimant,source", [
        ("flour-1", "2024-05-03", "unloaded", "flour", "wheat-flour", 3, "t", schools[2], speakers[4], speakers[4],
         "news"),
        ("flour-2", "2024-05-23", "planned", "flour", "wheat-flour", 4, "t", schools[3], "Council", "Town Council",
         "news"),
    ])  # fmt: skip
    said = [
        ("c1", "Northern Command", "", "north", "2024-05-02T20:00", "1,200 people left today by North Road",
         "people-left", "north-road", 1200, "people", "", "", "news", "", ""),
        ("c2", "Town Council", "", "council", "2024-05-02T21:00", "Nobody left by North Road", "people-left",
         "north-road", 0, "people", "", "", "news", "", "desk-2"),
        ("c3", "Northern Command", "", "north", "2024-05-05", "Nothing happened near the hospital", "no-incident",
         "ward-0", "", "", "", "", "news", "", ""),
        ("c4", "Northern Command", "", "north", "2024-05-19", "Night Road opens on 25 May", "corridor-open",
         "night-road", "", "", "", "", "news", "", ""),
        ("c5", "A resident", "", "", "2024-05-02", "We saw people walk north", "", "", "", "", "", "", "news", "", ""),
        ("c6", "Town Council", "", "council", "2024-05-03T20:00", "300 people left by East Road", "people-left",
         "east-road", 300, "people", "", "", "news", "", f"after talking to {speakers[0]}"),
        ("c7", "Town Council", "", "council", "2024-05-04", f"{speakers[1]} told us of the queue", "", "", "", "", "",
         "", "news", "", ""),
        ("c8", "Northern Command", "", "north", "2024-05-02T23:00", "900,000 people walked out by North Road on 2 May",
         "people-left", "north-road", 900_000, "people", "", "", "news", "", ""),
        ("sum", "Town Council", "", "council", "2024-05-04", "300 people left by all roads", "", "", 300, "people", "",
         "", "news", "", ""),
        ("north", "Town Council", "", "council", "2024-05-04", "100 of them to the north", "", "", 100, "people", "",
         "sum", "news", "", ""),
        ("east", "Town Council", "", "council", "2024-05-04", "200 of them to the east", "", "", 200, "people", "",
         "sum", "news", "", ""),
    ]  # fmt: skip
    said += [
        (f"s{n}", name, "", "", "2024-05-03T12:00", f"At {schools[n]} {int(dice.integers(5, 30))} of us left by {road}",
         "people-left", road, int(dice.integers(5, 30)), "people", "yes", "" if n else whole, "interviews",
         f"{name}, by phone", name)
        for n, (name, road) in enumerate(zip(speakers[:3], ("north-road", "north-road", "east-road"), strict=True))
    ]  # fmt: skip
    scope = {"c8": ("2024-05-02T00:00", "2024-05-02T23:00", "foot", "everyone")}
    said = [(*row, "yes" if row[0] == "sum" else "", *scope.get(row[0], ("",) * 4), "yes") for row in said]
    _table(folder, "statements", "id,speaker,role,party,at,text,asserts,about,quantity_likely,quantity_unit,sensitive,"
           "part_of,source,note,entered_by,complete,since,until,by,whom,words_checked", said)  # fmt: skip
    _table(folder, "evidence", "subject,check,says,text,claimant,source,words_checked", [
        ("operation", "VOLUNTARY", "for", "The leaflet says that nobody has to leave", "announcement", "news", "yes"),
        ("operation", "SCREENING", "against", f"Men were taken away, {speakers[2]} says", speakers[2], "interviews",
         "yes"),
        ("operation", "INFORMED", "against", "Nobody told us", speakers[3], "news", "yes"),
    ])  # fmt: skip


def _places(network: Network, count: int, dice: np.random.Generator) -> list[tuple[float, float]]:
    at = dice.choice(network.nodes, count, replace=False)
    return [(round(float(network.lon[i]), 6), round(float(network.lat[i]), 6)) for i in at]


def _table(folder: Path, name: str, header: str, rows: Iterable[Sequence[object]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)
