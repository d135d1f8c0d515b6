"""Write what follows from declarations: tables in docs, files of new cases, datapackage.json of the record.

Run it after a change in src/geleit/io/case/specs, src/geleit/io/foreign/kinds.py or src/geleit/model/units.py; a test
fails until then. The example rows of the made-up town and the text around the tables of the pages stay as they are.
"""

from __future__ import annotations

import csv
import io
import json
import re
import textwrap
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from geleit.io.case.specs.all_tables import TABLES
from geleit.io.case.specs.assumptions import ASSUMPTIONS
from geleit.io.case.specs.record import ANNOUNCEMENTS, PRECEDENTS
from geleit.io.case.specs.usual import SOURCE
from geleit.io.case.table_spec import Column, Table, plain
from geleit.io.foreign.kinds import KINDS, SOME_MEMORY, SOME_POINTS, SOME_ROWS, SOME_SECONDS, Kind
from geleit.io.foreign.sizes import in_words
from geleit.model.amount import Range
from geleit.model.units import UNITS
from geleit.model.version import VERSION

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "formats" / "case.md"
LIMITS = ROOT / "docs" / "reliability.md"
PACKAGE = ROOT / "src" / "geleit" / "data" / "record" / "datapackage.json"
AID = ROOT / "docs" / "method" / "aid.md"
TEMPLATES = [ROOT / "src" / "geleit" / "data" / name for name in ("template", "minimal")]
WIDTH = 124

_BLOCK = re.compile(r"<!-- table (\w+) -->\n.*?<!-- end of table -->\n", re.DOTALL)
_ASSUMPTIONS = re.compile(r"<!-- assumptions -->\n.*?<!-- end of table -->\n", re.DOTALL)
_UNITS = re.compile(r"<!-- units -->\n.*?<!-- end of table -->\n", re.DOTALL)
_KINDS = re.compile(r"<!-- kinds -->\n.*?<!-- end of table -->\n", re.DOTALL)
_ABOUT = re.compile(r'^"_about": ".*",$', re.MULTILINE)
_FEATURE = re.compile(r'^(\{"type": "Feature", "properties": )(\{.*?\})(, "geometry": .*)$', re.MULTILINE)


def page(text: str) -> str:
    """The page on the case folder with the tables as they are declared."""
    return _ASSUMPTIONS.sub(assumptions(), _BLOCK.sub(lambda found: documented(TABLES[found[1]]), text))


def assumptions() -> str:
    """What the page says of the assumptions that every case makes, between marks."""
    rows = [
        f"| `{one.name}` | `{one.unit}`, {one.least:g} to {one.most:g} | {one.about} |" for one in ASSUMPTIONS.values()
    ]
    lines = (
        "<!-- assumptions -->",
        "| assumption | unit | meaning |",
        "|---|---|---|",
        *rows,
        "<!-- end of table -->\n",
    )
    return "\n".join(lines)


def limits() -> str:
    """What the page on reliability says of each kind of file of others, between marks."""
    rows = [f"| {files} | {' | '.join(cell or '–' for cell in _limits_of(kind))} |" for files, kind in KINDS.items()]
    header = ("| file | on the disk | unpacked | rows, points | memory | computing |", "|---|---|---|---|---|---|")
    return "\n".join(("<!-- kinds -->", *header, *rows, "<!-- end of table -->\n"))


def _limits_of(kind: Kind) -> Iterator[str]:
    yield in_words(kind.most_bytes)
    yield kind.expands and f"{kind.expands} times its size, at most {in_words(kind.most_unpacked)}"
    counted = (
        [f"{kind.rows:,} rows" if kind.rows <= SOME_ROWS else f"{SOME_ROWS:,} to {kind.rows:,} rows"]
        if kind.rows
        else []
    )
    if kind.a_point:
        counted.append(f"{SOME_POINTS:,} points, or one for each {kind.a_point} B")
    yield ", ".join(counted)
    yield kind.memory and f"{in_words(SOME_MEMORY)}, or {kind.memory} times its size"
    yield kind.seconds and f"{SOME_SECONDS} s, or {kind.seconds} s for each MB"


def units() -> str:
    """What the page on aid says of units of cargo, between marks."""
    rows = [f"| {', '.join(f'`{word}`' for word in unit.words)} | {_each(unit.each)} |" for unit in UNITS]
    lines = ("<!-- units -->", "| unit | one of it | from |", "|---|---|---|", *rows, "<!-- end of table -->\n")
    return "\n".join(lines)


def _each(each: Range) -> str:
    ends = dict.fromkeys(f"{end:,.6g}" for end in (each.low, each.likely, each.high))
    origin = f"{each.source}, {each.basis}" if each.source else each.basis if each.low < each.high else ""
    return f"{' – '.join(ends)} {each.unit} | {' '.join(filter(None, (origin and f'{origin}.', each.note)))}"


def documented(table: Table[Any]) -> str:
    """What the page says of a table, between marks."""
    rows = [f"| {_names(column)} | {column.holds} | {column.about} |" for column in table.columns]
    about = textwrap.fill(table.about, WIDTH, break_on_hyphens=False, break_long_words=False)
    lines = (about, "", "| column | holds | meaning |", "|---|---|---|", *rows)
    return "\n".join((f"<!-- table {table.name} -->", *lines, "<!-- end of table -->\n"))


def csv_file(table: Table[Any], text: str) -> str:
    """A CSV file of the template: what the table is, its columns, and the example rows of the file as it is."""
    shown = [name for column in table.columns if column.shown for name in column.names]
    lines = [line for line in text.splitlines() if line]
    header = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    about, *columns = _explained(table)
    for line in (_wrapped(about, "# "), *(_wrapped(column, "#   ") for column in columns), *table.hints):
        out.write(f"# {line}\n")
    write(shown)
    for mark, cells in _examples(lines[header + 1 :]):
        row = dict(zip(next(csv.reader([lines[header]])), cells, strict=True))
        out.write(mark)
        write([row.get(name, "") for name in shown])
    return out.getvalue()


def geojson_file(table: Table[Any], text: str) -> str:
    """A GeoJSON file of the template: what the table is, its columns, and the examples of the file as it is."""
    about, *columns = _explained(table)
    told = json.dumps(". ".join((about.rstrip("."), *columns)) + ".", ensure_ascii=False)
    shown = [name for column in table.columns if column.shown and not column.shapes for name in column.names]

    def feature(found: re.Match[str]) -> str:
        properties = json.loads(found[2])
        return found[1] + json.dumps({name: properties.get(name) for name in shown}, ensure_ascii=False) + found[3]

    return _FEATURE.sub(feature, _ABOUT.sub(lambda _: f'"_about": {told},', text))


def _names(column: Column) -> str:
    names = column.names or ("geometry",)
    marked = (f"`{name}`" if column.names else name for name in names)
    needed = names if column.shapes else (column.main,)
    return ", ".join(f"**{m}**" if column.required and n in needed else m for n, m in zip(names, marked, strict=True))


def _explained(table: Table[Any]) -> Iterator[str]:
    """What a table is, and what its columns mean, one by one."""
    yield plain(table.about)
    for column in table.columns:
        if column.shown and column.short and column.name != SOURCE.name:
            yield f"{', '.join(column.names) if column.shapes else column.name}: {column.short}"


def _wrapped(text: str, further: str) -> str:
    """A text as lines, each after the first with a mark before it."""
    return f"\n{further}".join(textwrap.wrap(text, WIDTH - len(further), break_on_hyphens=False))


def _examples(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The cells of example rows, with what makes a comment of a row that is only offered."""
    for line in lines:
        mark = "# " if line.startswith("# ") else ""
        yield mark, next(csv.reader([line.removeprefix(mark)]))


def data_package() -> str:
    """What stands in datapackage.json of the record: both tables with their columns (Data Package, version 2)."""
    resources = [
        {
            "name": table.name,
            "path": f"{table.name}.csv",
            "type": "table",
            "format": "csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [
                    {
                        "name": name,
                        "type": "number" if name in column.numbers else "string",
                        "description": plain(column.short or column.holds),
                        "constraints": {"required": column.required and name == column.main},
                    }
                    for column in table.columns
                    for name in column.names
                ],
                "missingValues": [""],
                "primaryKey": ["id"],
            },
        }
        for table in (PRECEDENTS, ANNOUNCEMENTS)
    ]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "geleit-record",
        "title": "The record of crossings and announcements",
        "description": "What crossings, corridors and checkpoints passed, and who was told to leave, by when and by "
        "which way: documented events with who counted, and the page of each figure.",
        "version": VERSION,
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "contributors": [{"title": "The Geleit authors", "roles": ["author"]}],
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def made() -> Iterator[tuple[Path, str]]:
    """Every file with the text that it should have."""
    yield PACKAGE, data_package()
    yield PAGE, page(PAGE.read_text(encoding="utf-8"))
    yield LIMITS, _KINDS.sub(limits(), LIMITS.read_text(encoding="utf-8"))
    yield AID, _UNITS.sub(units(), AID.read_text(encoding="utf-8"))
    for name, table in TABLES.items():
        for folder, (suffix, write) in product(TEMPLATES, ((".csv", csv_file), (".geojson", geojson_file))):
            if (path := folder / (name + suffix)).exists():
                yield path, write(table, path.read_text(encoding="utf-8"))


def main() -> None:
    """Write the files that differ."""
    for path, text in made():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
