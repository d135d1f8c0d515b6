"""A case with something captured, for the tests of captured sources."""

from __future__ import annotations

from datetime import UTC, datetime

from geleit.io.case.template import write_example
from geleit.io.evidence.capture import About, capture
from geleit.io.evidence.store import store_of

ABOUT = About("Radio Sampleton", "2024-05-01")


def write_case(folder):
    write_example(folder, folder.name)
    return folder


def put(case, content, about=ABOUT, name="page.html"):
    """Capture so many bytes."""
    file = case.parent / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return capture(case, file, about)


def filled(folder, contents=("one", "two", "three")):
    case = write_case(folder)
    for content in contents:
        put(case, content)
    return case


def lines(case):
    return store_of(case).log.read_bytes().splitlines(keepends=True)


def objects(case):
    return sorted(path for path in store_of(case).objects.rglob("*") if path.is_file())


def snapshot(folder):
    """Every file below a folder, with its bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def today():
    return datetime.now(UTC).date()
