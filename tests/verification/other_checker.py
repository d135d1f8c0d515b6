"""A checker of certificates and plans by somebody else, made from docs/formats/certificate.md alone.

It imports nothing of Geleit, and nothing but the standard library.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections import Counter
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Any

ARCS = ("tail", "head", "transit", "rate", "profile")
PEOPLE = ("low", "high", "group", "start", "after")
BEELINES = ("after", "low", "high")
STREAMS = ("at", "start", "length", "rate")
STEPS = ("arcs.tail", "arcs.head", "people.group", "on_arcs.at", "on_arcs.start", "through_exits.at",
         "through_exits.start")  # fmt: skip
HEAD = {"seal", "format", "version", "case", "origin", "horizon", "by", "scenario", "units", "instance",
        "instance_sha256", "columns"}  # fmt: skip
OPTIONAL = {"title", "case_sha256", "publication"}
OF = {"certificate": {"assumed", "bounds", "conditional", "by_rate"}, "plan": {"people_out"}}
VEHICLES = {"fleet", "seats", "fuel_m", "walking_mm_s", "fastest_mm_s", "saved"}
PERSON = 3600


def expect(fine: object, problem: str) -> None:
    if not fine:
        raise ValueError(problem)


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    expect(len(dict(pairs)) == len(pairs), "a name stands twice in one object")
    return dict(pairs)


def check(data: bytes) -> str:
    """What the file says, in short; raises ValueError if it does not hold."""
    d = json.loads(data, object_pairs_hook=once)
    kind, number = re.fullmatch(r"geleit-(certificate|plan)/([123])", d["format"]).groups()  # type: ignore[union-attr]
    d = of_today(d, kind, data) if number == "3" else of_before(d, kind, number)
    q = d["instance"]
    expect_sense(q)
    if kind == "plan":
        check_plan(q, d)
        return f"{d['people_out']} out"
    if (vehicles := d.get("vehicles")) is not None:
        expect(vehicles["saved"] == saved(q["horizon"], vehicles), "saved")
        expect(not d["conditional"] and not d["by_rate"], "conditions, and vehicles")
    for name, rung in d["bounds"].items():
        expect(("spread" in rung) == ("spread_fewest" in rung) == (vehicles is not None), "spreads")
        if vehicles is None:
            check_rung(q, name, rung)
        else:
            check_spread(q, name, rung, vehicles["saved"])
    for rung in d["conditional"]:
        expect(type(rung["limit"]) is int and rung["limit"] >= 0, "limit")
        expect(all(type(x) is int for x in (rung["labels"], rung["fewest"])), "conditional: one moment")
        check_rung(q, "conditional", rung)
    for line in d["by_rate"]:
        expect_labels(q, line["labels"])
        expect(not line["straight"] or is_moment(q, line["labels"]), "by_rate: one moment")
        fixed = soon(q, line["labels"], "high") if line["straight"] else people(q, line["labels"], "high")
        fixed += other_ways(q, line["labels"]) + (0 if line["straight"] else streets(q, line["labels"]))
        listed = {**q, "joint": [], "gates": [g for g in q["gates"] if g["crossing"] != -1]}
        expect((line["fixed"], line["opened"]) == (fixed, gates(listed, line["labels"], 1)), "by_rate does not follow")
    return f"at most {min(x['at_most'] for x in d['bounds'].values())}"


def unpacked(name: str, c: dict[str, Any]) -> tuple[list[int], bytes]:
    count, width = c["count"], c["bytes"]
    expect(set(c) == {"count", "bytes", "data"} and 0 <= count < 10**8 and width in (1, 2, 4, 8), f"column {name}")
    stream = zlib.decompressobj()
    planes = stream.decompress(base64.b64decode(c["data"], validate=True), count * width + 1)
    expect(len(planes) == count * width and stream.eof and not stream.unused_data, f"size of {name}")
    data = bytes(planes[place * count + i] for i in range(count) for place in range(width))
    each = (data[i : i + width] for i in range(0, len(data), width))
    found = [int.from_bytes(one, "little", signed=True) for one in each]
    fewest = next(w for w in (1, 2, 4, 8) if all(-(2 ** (8 * w - 1)) <= x < 2 ** (8 * w - 1) for x in found))
    expect(width == fewest, f"width of {name}")
    return (list(accumulate(found)) if name in STEPS else found), data


def question_hash(d: dict[str, Any], data: dict[str, bytes]) -> str:
    q = d["instance"]
    short = [q["nodes"], d["horizon"], len(q["profiles"])]
    for profile in q["profiles"]:
        short += [len(profile), *(edge for interval in profile for edge in interval)]
    short.append(len(q["gates"]))
    for g in q["gates"]:
        short += [-1 if g["node"] is None else g["node"], -1 if g["crossing"] is None else g["crossing"]]
        short += [g["rate"], g["profile"]]
    short += [len(q["days"]), *q["days"], *([-1, len(q["joint"])] if "joint" in q else [])]
    for j in q.get("joint", []):
        short += [len(j["crossings"]), *j["crossings"], j["rate"], j["profile"]]
    found = hashlib.sha256(b"".join(x.to_bytes(8, "little", signed=True) for x in short))
    for part, names in (("arcs", ARCS), ("people", PEOPLE), ("beelines", BEELINES)):
        for name in (f"{part}.{x}" for x in names):
            if name in data:
                head = d["columns"][name]["count"], d["columns"][name]["bytes"]
                found.update(b"".join(x.to_bytes(8, "little") for x in head) + data[name])
    return found.hexdigest()


def of_today(d: dict[str, Any], kind: str, data: bytes) -> dict[str, Any]:
    first, rest = data.split(b"\n", 1)
    expect(first.decode() == f'{{"seal":"{hashlib.sha256(rest).hexdigest()}",', "seal")
    more = {"vehicles"} if kind == "certificate" else set()
    expect(HEAD | OF[kind] <= set(d) <= HEAD | OF[kind] | OPTIONAL | more, "entries")
    found = {name: unpacked(name, column) for name, column in d["columns"].items()}
    expect(d["instance_sha256"] == question_hash(d, {name: raw for name, (_, raw) in found.items()}), "instance_sha256")
    end = datetime.fromisoformat(d["origin"]) + timedelta(seconds=d["horizon"])
    expect(end.isoformat() == d["by"] and end.tzinfo, "by")
    wanted = {f"arcs.{x}" for x in ARCS} | {f"people.{x}" for x in PEOPLE}
    col = {name: numbers for name, (numbers, _) in found.items()}
    q = {"nodes": d["instance"]["nodes"], "horizon": d["horizon"], "days": d["instance"]["days"]}
    q |= {"profiles": d["instance"]["profiles"], "gates": d["instance"]["gates"]}
    expect(d["instance"].get("joint") != [], "joint without a limit")
    q["joint"] = d["instance"].get("joint", [])
    q |= {part: {x: col[f"{part}.{x}"] for x in names} for part, names in (("arcs", ARCS), ("people", PEOPLE))}
    q["beelines"] = {x: col[f"beelines.{x}"] for x in BEELINES} if "beelines.after" in col else None
    wanted |= {f"beelines.{x}" for x in BEELINES} if q["beelines"] else set()
    if kind == "plan":
        wanted |= {f"{part}.{x}" for part in ("on_arcs", "through_exits") for x in STREAMS}
        tables = {part: [(a, s, s + n, r) for a, s, n, r in zip(*(col[f"{part}.{x}"] for x in STREAMS), strict=True)]
                  for part in ("on_arcs", "through_exits")}  # fmt: skip
        expect(set(col) == wanted and d["scenario"] in ("cautious", "likely"), "columns, or scenario")
        return {"instance": q, "people_out": d["people_out"], **tables}

    def labels(value: int | str) -> int | list[int]:
        if isinstance(value, str):
            wanted.add(value)
            return col[value]
        return value

    rungs = [*d["bounds"].values(), *d["conditional"]]
    for rung in rungs:
        rung["labels"] = labels(rung["labels"])
        rung["fewest"] = rung["labels"] if rung["labels_fewest"] is None else labels(rung["labels_fewest"])
    for line in d["by_rate"]:
        line["labels"] = labels(line["labels"])
    expect(set(col) == wanted and d["scenario"] == "generous", "columns, or scenario")
    words = [f"no crossing listed passes more than {x['limit']:,} people a calendar day ({x['assumption']})"
             for x in d["conditional"]]  # fmt: skip
    expect(d["assumed"] == words, "assumed")
    kept = {name: d[name] for name in ("bounds", "conditional", "by_rate", "vehicles") if name in d}
    expect("vehicles" not in kept or set(kept["vehicles"] or {}) == VEHICLES, "entries of vehicles")
    return {"instance": q, **kept}


def of_before(d: dict[str, Any], kind: str, number: str) -> dict[str, Any]:
    def hashed(part: object) -> str:
        return hashlib.sha256(json.dumps(part, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

    expect(hashed({key: value for key, value in d.items() if key != "seal"}) == d["seal"], "seal")
    expect(hashed(d["instance"]) == d["instance_sha256"], "instance_sha256")
    expect(("version" in d) == (number == "2"), "version")
    q = {"beelines": None, "days": [], "joint": [], **d["instance"]}
    q["gates"] = [{**gate, "crossing": None} for gate in q["gates"]]
    for rung in d.get("bounds", {}).values():
        rung["fewest"] = rung["labels"] if rung["labels_fewest"] is None else rung["labels_fewest"]
    if kind == "plan":
        tables = {part: [tuple(row) for row in zip(*(d[part][x] for x in ("at", "start", "end", "rate")), strict=True)]
                  for part in ("on_arcs", "through_exits")}  # fmt: skip
        return {"instance": q, "people_out": d["people_out"], **tables}
    return {"instance": q, "bounds": d["bounds"], "conditional": [], "by_rate": []}


def expect_sense(q: dict[str, Any]) -> None:
    arcs, who, horizon, straight, days = q["arcs"], q["people"], q["horizon"], q["beelines"], q["days"]
    expect(q["nodes"] > 0 and horizon > 0 and len({len(x) for x in arcs.values()}) == 1, "sizes")
    expect(len({len(who[x]) for x in ("group", "start", "after")}) == 1 == len({len(who[x]) for x in ("low", "high")}),
           "people")  # fmt: skip
    nodes = [*arcs["tail"], *arcs["head"], *who["start"], *(g["node"] for g in q["gates"] if g["node"] is not None)]
    expect(all(0 <= v < q["nodes"] for v in nodes), "a node")
    expect(all(0 <= p < len(q["profiles"]) for p in [*arcs["profile"], *(g["profile"] for g in q["gates"])]), "profile")
    rates = [*arcs["transit"], *arcs["rate"], *who["after"], *(g["rate"] for g in q["gates"])]
    expect(all(x >= 0 for x in rates), "below 0")
    expect(all(0 <= a <= b for a, b in zip(who["low"], who["high"], strict=True)), "low, high")
    expect(set(who["group"]) == set(range(len(who["low"]))), "groups")
    for profile in q["profiles"]:
        edges = [t for a, b in profile for t in (a, b)]
        expect(edges == sorted(set(edges)) and all(0 <= t <= horizon for t in edges), "openings")
    expect(days == sorted(set(days)) and all(0 < day < horizon for day in days), "days")
    told = [g["crossing"] for g in q["gates"]]
    at = {(g["crossing"], g["node"]) for g in q["gates"]}
    known, at = [x for x in told if x not in (None, -1)], {(x, node) for x, node in at if x not in (None, -1)}
    expect(
        set(told) <= {None} or (None not in told and min(known, default=0) >= 0 and len(at) == len(set(known))),
        "crossings",
    )
    taken = [x for j in q["joint"] for x in j["crossings"]]
    expect(len(set(taken)) == len(taken) and set(taken) <= set(known), "crossings of joint limits")
    for j in q["joint"]:
        expect(j["crossings"] and j["crossings"] == sorted(j["crossings"]) and j["rate"] >= 0, "a joint limit")
        expect(0 <= j["profile"] < len(q["profiles"]), "profile of a joint limit")
    if straight:
        expect(straight["after"] == sorted({x for x in straight["after"] if x >= 0}), "beelines")
        expect(all(0 <= a <= b for a, b in zip(straight["low"], straight["high"], strict=True)), "beelines")
        expect(all(sum(straight[x]) == sum(who[x]) for x in ("low", "high")), "people of the beelines")


def expect_labels(q: dict[str, Any], labels: Any) -> None:
    every = labels if isinstance(labels, list) else [labels]
    expect(all(type(x) is int and x >= 0 for x in every), "labels")
    expect(not isinstance(labels, list) or len(labels) == q["nodes"], "one label for each node")


def is_moment(q: dict[str, Any], labels: Any) -> bool:
    return isinstance(labels, int) and (q["beelines"] is not None or labels == 0)


def opened(profile: list[list[int]], t: int) -> int:
    return sum(max(0, min(b, t) - a) for a, b in profile)


def at(labels: int | list[int], node: int) -> int:
    return labels if isinstance(labels, int) else labels[node]


def people(q: dict[str, Any], labels: int | list[int], which: str) -> int:
    rows = zip(*(q["people"][x] for x in ("group", "start", "after")), strict=True)
    return PERSON * sum(q["people"][which][g] for g in {g for g, v, after in rows if at(labels, v) > after})


def soon(q: dict[str, Any], moment: int, which: str) -> int:
    b = q["beelines"] or {x: [] for x in BEELINES}
    return PERSON * sum(x for after, x in zip(b["after"], b[which], strict=True) if after < moment)


def streets(q: dict[str, Any], labels: int | list[int]) -> int:
    total, end = 0, q["horizon"]
    for u, v, transit, rate, p in zip(*(q["arcs"][x] for x in ARCS), strict=True):
        last, first = min(at(labels, v), end) - transit, at(labels, u)
        if last > first:
            total += rate * (opened(q["profiles"][p], last) - opened(q["profiles"][p], first))
    return total


def since(q: dict[str, Any], gate: dict[str, Any], labels: int | list[int]) -> int:
    return 0 if gate["node"] is None else min(at(labels, gate["node"]), q["horizon"])


def other_ways(q: dict[str, Any], labels: int | list[int]) -> int:
    return gates({**q, "joint": [], "gates": [g for g in q["gates"] if g["crossing"] == -1]}, labels)


def gates(q: dict[str, Any], labels: int | list[int], rate: int | None = None) -> int:
    def seconds(g: dict[str, Any]) -> int:
        profile = q["profiles"][g["profile"]]
        return opened(profile, q["horizon"]) - opened(profile, since(q, g, labels))

    hours: Counter[int] = Counter()
    for g in q["gates"]:
        hours[g["crossing"]] += (g["rate"] if rate is None else rate) * seconds(g)
    return together(q, hours, labels)


def together(q: dict[str, Any], passing: Counter[int], labels: int | list[int]) -> int:
    total = sum(passing.values())
    for j in q["joint"]:
        members = [g for g in q["gates"] if g["crossing"] in j["crossings"]]
        profile, first = q["profiles"][j["profile"]], min(since(q, g, labels) for g in members)
        most = j["rate"] * (opened(profile, q["horizon"]) - opened(profile, first))
        alone = sum(passing[x] for x in j["crossings"])
        total += min(alone, most) - alone
    return total


def daily_gates(q: dict[str, Any], moment: int, limit: int) -> int:
    expect(all(g["crossing"] is not None for g in q["gates"]), "crossings are not told")
    hours: Counter[int] = Counter()
    open_days: set[tuple[int, int]] = set()
    for g in q["gates"]:
        profile, first = q["profiles"][g["profile"]], since(q, g, moment)
        hours[g["crossing"]] += g["rate"] * (opened(profile, q["horizon"]) - opened(profile, first))
        for begin, end in pairwise([0, *q["days"], q["horizon"]]):
            if end > first and opened(profile, end) > opened(profile, max(begin, first)):
                open_days.add((g["crossing"], begin))
    days = Counter(crossing for crossing, _ in open_days)
    others = hours.pop(-1, 0)
    least = Counter({crossing: min(most, limit * PERSON * days[crossing]) for crossing, most in hours.items()})
    return others + together(q, least, moment)


def check_rung(q: dict[str, Any], name: str, rung: dict[str, Any]) -> None:
    def value(labels: int | list[int], which: str) -> int:
        expect_labels(q, labels)
        expect(
            name != "exit_seats" or not (any(labels) if isinstance(labels, list) else labels), "labels of exit_seats"
        )
        expect(name != "walking" or not streets(q, labels), "walking uses streets")
        if name in ("beeline", "conditional"):
            expect(is_moment(q, labels), f"moment of {name}")
            passing = gates(q, labels) if name == "beeline" else daily_gates(q, labels, rung["limit"])
            return (soon(q, labels, which) + passing) // PERSON
        return (people(q, labels, which) + streets(q, labels) + gates(q, labels)) // PERSON

    high, low = sum(q["people"]["high"]), sum(q["people"]["low"])
    expect(rung["at_most"] == min(high, value(rung["labels"], "high")), f"{name}: at_most")
    expect(rung["could_not_leave"] == low - min(low, value(rung["fewest"], "low")), f"{name}: could_not_leave")


def saved(horizon: int, v: dict[str, Any]) -> int:
    told = [v[name] for name in VEHICLES if v[name] is not None or name != "fuel_m"]
    expect(all(type(x) is int and x >= 0 for x in told) and v["walking_mm_s"] > 0, "vehicles")
    w, f, seats = v["walking_mm_s"], v["fastest_mm_s"], v["fleet"] * v["seats"]
    f = max(f, w)
    faster = f - w
    found = [-(-seats * horizon * faster // w)]
    if v["fuel_m"] is not None:
        found.append(-(-seats * v["fuel_m"] * 1000 * faster // (w * f)))
    return min(found)


def summed(profile: list[list[int]], t: int) -> int:
    return sum(x * (x - 1) // 2 - y * (y - 1) // 2 for a, b in profile for x, y in [(max(0, t - a), max(0, t - b))])


def spread_of_streets(q: dict[str, Any], labels: int | list[int], h: int) -> int:
    total = 0
    for u, v, transit, rate, p in zip(*(q["arcs"][x] for x in ARCS), strict=True):
        first, last, profile = at(labels, u), at(labels, v) - transit, q["profiles"][p]
        if last > first:
            total += rate * (summed(profile, last + 1) - summed(profile, last + 1 - h))
            total -= rate * (summed(profile, first) - summed(profile, first - h))
    return total


def spread_of_gates(q: dict[str, Any], labels: int | list[int], h: int) -> int:
    total = 0
    for g in q["gates"]:
        profile = q["profiles"][g["profile"]]
        total += g["rate"] * h * opened(profile, q["horizon"])
        if g["node"] is not None:
            l = at(labels, g["node"])  # noqa: E741 - as the page calls it
            total -= g["rate"] * (summed(profile, l) - summed(profile, l - h))
    return total


def spread_of_people(q: dict[str, Any], labels: int | list[int], h: int, which: str) -> int:
    late = Counter(dict.fromkeys(range(len(q["people"][which])), 0))
    for g, v, after in zip(*(q["people"][x] for x in ("group", "start", "after")), strict=True):
        late[g] = max(late[g], min(h, at(labels, v) - after))
    return PERSON * sum(q["people"][which][g] * seconds for g, seconds in late.items())


def spread_of_soon(q: dict[str, Any], moment: int, h: int, which: str) -> int:
    b = q["beelines"]
    return PERSON * sum(n * max(0, min(h, moment - after)) for after, n in zip(b["after"], b[which], strict=True))


def check_spread(q: dict[str, Any], name: str, rung: dict[str, Any], by_rides: int) -> None:
    def value(labels: int | list[int], h: int, which: str) -> int:
        expect_labels(q, labels)
        expect(type(h) is int and h >= 0, "spread")
        if h == 0:
            expect(labels == 0, "labels without a spread")
            return gates(q, 0) // PERSON
        expect(name != "exit_seats", "spread of exit_seats")
        if name == "beeline":
            expect(is_moment(q, labels), "moment of beeline")
            total = spread_of_soon(q, labels, h, which)  # type: ignore[arg-type]
        else:
            total = spread_of_people(q, labels, h, which) + spread_of_streets(q, labels, h)
            expect(name != "walking" or not spread_of_streets(q, labels, h), "walking uses streets")
        return (total + spread_of_gates(q, labels, h) + PERSON * by_rides) // (PERSON * h)

    high, low = sum(q["people"]["high"]), sum(q["people"]["low"])
    expect(rung["at_most"] == min(high, value(rung["labels"], rung["spread"], "high")), f"{name}: at_most")
    left = low - min(low, value(rung["fewest"], rung["spread_fewest"], "low"))
    expect(rung["could_not_leave"] == left, f"{name}: could_not_leave")


def check_plan(q: dict[str, Any], d: dict[str, Any]) -> None:
    arcs, changes, used = q["arcs"], {}, {}  # type: ignore[var-annotated]
    expect(all(x >= 1 for x in arcs["transit"]) and len(q["people"]["group"]) == len(q["people"]["low"]), "plan")

    def move(node: int, t: int, rate: int, stock: int = 0) -> None:
        rates, stocks = changes.setdefault(node, {}).get(t, (0, 0))
        changes[node][t] = rates + rate, stocks + stock

    for g, v, after in zip(*(q["people"][x] for x in ("group", "start", "after")), strict=True):
        move(v, after, 0, PERSON * q["people"]["low"][g])
    for table, place in (("on_arcs", arcs), ("through_exits", None)):
        for i, first, last, rate in d[table]:
            expect(0 <= i < len(arcs["tail"] if place else q["gates"]), "a stream")
            on = {x: place[x][i] for x in ARCS} if place else q["gates"][i]
            expect(0 <= first < last <= q["horizon"] and rate > 0, "a stream")
            expect(any(a <= first and last <= b for a, b in q["profiles"][on["profile"]]), "used while closed")
            steps = used.setdefault((table, i, on["rate"]), Counter())
            steps[first] += rate
            steps[last] -= rate
            node = on["tail"] if place else on["node"]
            expect(node is not None, "a gate without a place")
            move(node, first, -rate)
            move(node, last, rate)
            if place:
                move(on["head"], first + on["transit"], rate)
                move(on["head"], last + on["transit"], -rate)
    for (*_, most), steps in used.items():
        expect(max(accumulate(steps[t] for t in sorted(steps))) <= most, "more than can pass")
    for times in changes.values():
        stock, rate, now = 0, 0, 0
        for t in sorted(times):
            stock += rate * (t - now)
            expect(stock >= 0, "more people leave than are there")
            rate, stock, now = rate + times[t][0], stock + times[t][1], t
    out = sum(Fraction(rate * (last - first), PERSON) for _, first, last, rate in d["through_exits"])
    expect(d["people_out"] == out // 1, "people_out")
