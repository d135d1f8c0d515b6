"""What Geleit runs on: locked as it was tested, under licences that were looked at, listed in a bill of materials."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from itertools import pairwise

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import geleit
import runtime_packages
from runtime_packages import DEV_LOCK, LIBRARIES, LOCK, PROJECT, ROOT, WEAK

LINES = LOCK.read_text(encoding="utf-8").splitlines()
PINS = [Requirement(line.rstrip(" \\")) for line in LINES if "==" in line]
HERE = sorted(canonicalize_name(pin.name) for pin in PINS if pin.marker is None or pin.marker.evaluate())
"""Packages that the lock has for this computer."""


@pytest.fixture(scope="module")
def packages():
    """The packages that geleit[all] brings, as they are installed here, and what each asks for."""
    found = runtime_packages.graph("all")
    if other := runtime_packages.other_than_locked(found):
        pytest.skip(f"installed are other versions than those of the lock: {', '.join(other)}")
    return found


def run(script, *arguments, **env):
    command = [sys.executable, ROOT / "scripts" / script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **env})


def test_the_lock_is_what_pyproject_asks_for():
    versions = runtime_packages.locked(LOCK)
    for asked in runtime_packages.requirements(["all"]):
        assert asked.specifier.contains(versions[canonicalize_name(asked.name)]), asked


def test_the_lock_has_every_package_and_no_other(packages):
    assert sorted([*HERE, PROJECT["name"]]) == sorted(packages)


def test_every_package_of_the_lock_is_told_by_its_hashes():
    named = [number for number, line in enumerate(LINES) if "==" in line]
    for first, after in pairwise([*named, len(LINES)]):
        hashes = LINES[first + 1 : after]
        assert hashes
        assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in hashes), LINES[first]


def test_both_locks_agree():
    versions, tested = runtime_packages.locked(LOCK), runtime_packages.locked(DEV_LOCK)
    assert {name: tested.get(name) for name in HERE} == {name: versions[name] for name in HERE}


@pytest.mark.parametrize(
    ("said", "bad"),
    [
        ("MIT", []),
        ("Public Domain", []),
        ("BSD-2-Clause AND Apache-2.0 WITH LLVM-exception", []),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", []),
        ("", ["none"]),
        ("Proprietary", ["Proprietary"]),
        ("GPL-3.0-or-later", ["GPL-3.0-or-later"]),
        ("MIT AND (AGPL-3.0-only OR GPL-2.0-only)", ["AGPL-3.0-only", "GPL-2.0-only"]),
        ("LGPL-3.0-only", ["LGPL-3.0-only"]),
        ("GNU General Public License v3 (GPLv3)", ["GNU General Public License v3", "GPLv3"]),
    ],
)
def test_which_licences_are_refused(said, bad):
    assert runtime_packages.refused(said) == bad


def test_no_package_is_under_a_licence_that_was_not_looked_at(packages):
    assert {name: bad for name in packages if (bad := runtime_packages.refused(runtime_packages.licence(name)))} == {}
    others = [name for name in packages if name != PROJECT["name"]]
    assert [name for name in others if "GNU" in " ".join(runtime_packages.classified(name))] == []


@pytest.mark.skipif(sys.platform != "linux", reason="libraries are known by what they are called in wheels for Linux")
def test_no_library_inside_a_package_is_either(packages):
    inside = runtime_packages.all_bundled(packages)
    bad = [(name, library) for name in inside for library, its in inside[name].items() if runtime_packages.refused(its)]
    assert bad == []
    assert "GEOS" in inside["shapely"]


def test_what_is_declared_of_licences_is_of_use(packages):
    inside = runtime_packages.all_bundled(packages)
    said = [*map(runtime_packages.licence, packages), *(its for found in inside.values() for its in found.values())]
    assert {one for expression in said for one in runtime_packages.parts(expression)} >= set(WEAK)
    assert not any(re.search(r"\bA?GPL", terms) for _, terms in LIBRARIES.values() if "WITH" not in terms)


def test_the_page_of_licences_is_up_to_date(packages):
    assert packages
    done = run("write_licences.py", "--check")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def sbom(packages, tmp_path_factory):
    pytest.importorskip("cyclonedx")
    assert packages
    texts = []
    for seed in ("1", "2"):
        target = tmp_path_factory.mktemp("sbom") / "deep" / "sbom.json"
        done = run("write_sbom.py", target, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
        texts.append(target.read_text(encoding="utf-8"))
    assert texts[0] == texts[1]
    return texts[0]


def test_the_bill_of_materials_is_as_cyclonedx_says(sbom):
    validation = pytest.importorskip("cyclonedx.validation.json")
    from cyclonedx.schema import SchemaVersion

    assert validation.JsonStrictValidator(SchemaVersion.V1_6).validate_str(sbom) is None
    assert validation.JsonStrictValidator(SchemaVersion.V1_6).validate_str(sbom.replace('"type"', '"typ"')) is not None


def test_the_bill_of_materials_is_the_lock(sbom, packages):
    told = json.loads(sbom)
    versions = runtime_packages.locked(LOCK)
    assert {one["purl"] for one in told["components"]} == {f"pkg:pypi/{name}@{versions[name]}" for name in HERE}
    assert {one["ref"]: one.get("dependsOn", []) for one in told["dependencies"]} == packages
    assert told["metadata"]["component"]["purl"] == f"pkg:generic/geleit@{geleit.__version__}"
    assert "timestamp" not in told["metadata"]
    assert all(one["licenses"] for one in told["components"])
    [numpy] = [one for one in told["components"] if one["name"] == "numpy"]
    assert sys.platform != "linux" or {"OpenBLAS", "libgfortran"} <= {one["name"] for one in numpy["components"]}


def test_nothing_says_to_install_geleit_by_its_name():
    """No index of packages has it, so that anybody could put something else there."""
    folders = [ROOT / name for name in ("benchmarks", "docs", "scripts", "src")]
    files = [*ROOT.glob("*.md"), *(file for folder in folders for file in folder.rglob("*"))]
    by_name = re.compile(r"(?:pip|pipx|uv|uvx|poetry) (?:install|add|run)\b[^\n;&|`]*?[\s'\"]geleit\b(?![/.-])")
    read = [file for file in files if file.suffix in (".html", ".js", ".md", ".py", ".toml")]
    assert {"README.md", "errors.py", "ledger.md"} <= {file.name for file in read}
    assert [file for file in read if by_name.search(file.read_text(encoding="utf-8"))] == []
    assert by_name.search("pip install 'geleit[streets]'")
    assert not by_name.search("pip install -e '.[streets]'")
