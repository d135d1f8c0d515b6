"""Write the list of modules in ARCHITECTURE.md: the first line of its docstring, and what it gives, by folder.

python scripts/list_modules.py [--check]
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "geleit"
PAGE = ROOT / "ARCHITECTURE.md"
BEGIN, END = "<!-- modules: scripts/list_modules.py -->\n", "<!-- end of modules -->\n"


def first_line(module: Path) -> str:
    """What a module says of itself in one line."""
    said = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    return said.partition("\n")[0].strip()


def named(node: ast.stmt) -> str:
    """The name that a statement of a module gives to something."""
    match node:
        case ast.ClassDef(name) | ast.FunctionDef(name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return "_"


def given(module: Path) -> str:
    """What a module gives others, in brackets: its types, its functions, its constants; or nothing."""
    public = [node for node in ast.parse(module.read_text(encoding="utf-8")).body if not named(node).startswith("_")]
    kinds = (ast.ClassDef, ast.FunctionDef, (ast.Assign, ast.AnnAssign))
    names = [f"`{named(node)}`" for kind in kinds for node in public if isinstance(node, kind)]
    return f" ({', '.join(names)})" if names else ""


def lines(folder: Path) -> Iterator[str]:
    """The list of a folder and of those below it: its own line, its modules by name, then its folders."""
    name = folder.relative_to(PACKAGE).as_posix()
    modules = sorted(path for path in folder.glob("*.py") if not path.name.startswith("__"))
    if name == ".":
        yield "**geleit/**"
    else:
        yield f"**{name}/**: {first_line(folder / '__init__.py')}{given(folder / '__init__.py')}"
    yield ""
    yield from (f"- `{module.stem}`: {first_line(module)}{given(module)}" for module in modules)
    yield from [""] if modules else []
    for below in sorted(path for path in folder.iterdir() if (path / "__init__.py").is_file()):
        yield from lines(below)


def listed(page: str) -> str:
    """The page with the list as it is now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{chr(10).join(lines(PACKAGE))}{END}{after}"


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    if listed(page) != page:
        if "--check" in sys.argv:
            sys.exit("ARCHITECTURE.md: the list of modules is not that on disk: run python scripts/list_modules.py")
        PAGE.write_text(listed(page), encoding="utf-8")
