"""Write the tables of docs/project/licences.md: what Geleit runs on, and the licence of each.

python scripts/write_licences.py [--check]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from runtime_packages import LOCK, PROJECT, ROOT, WEAK, all_bundled, graph, licence, locked, other_than_locked, parts

PAGE = ROOT / "docs" / "project" / "licences.md"
BEGIN, END = "<!-- licences: scripts/write_licences.py -->\n", "<!-- end of licences -->\n"


def tables() -> Iterator[str]:
    """The lines between the marks."""
    core, everything, versions = graph(), graph("all"), locked(LOCK)
    names = [name for name in everything if name != PROJECT["name"]]
    if other := other_than_locked(names):
        sys.exit(f"installed are other versions than requirements.lock has: {', '.join(other)}")
    inside = all_bundled(names)
    yield "## Licences that ask for more than their notice"
    yield ""
    yield "| licence | of | why it may be used |"
    yield "|---|---|---|"
    for terms, reason in WEAK.items():
        of = [f"`{name}`" for name in names if terms in parts(licence(name))]
        of += [
            f"{library} in `{name}`"
            for name, libraries in inside.items()
            for library, its in libraries.items()
            if terms in parts(its)
        ]
        yield f"| {terms} | {', '.join(of)} | {reason} |"
    yield from (
        "",
        "## Packages",
        "",
        "| package | version | brought by | licence, as the package says |",
        "|---|---|---|---|",
    )
    for name in names:
        yield f"| `{name}` | {versions[name]} | {'the core' if name in core else 'an extra'} | {licence(name)} |"
    yield from ("", "## Libraries inside packages", "", "| package | libraries in it |", "|---|---|")
    for name, libraries in inside.items():
        yield f"| `{name}` | {', '.join(f'{library} ({terms})' for library, terms in libraries.items())} |"


def written(page: str) -> str:
    """The page with the tables as they are now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{chr(10).join(tables())}\n\n{END}{after}"


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    if written(page) != page:
        if "--check" in sys.argv:
            sys.exit("docs/project/licences.md is not up to date: run python scripts/write_licences.py")
        PAGE.write_text(written(page), encoding="utf-8")
