"""Write what Geleit runs on as a bill of materials (CycloneDX 1.6): the same bytes from the same packages.

python scripts/write_sbom.py [FILE]
"""

from __future__ import annotations

import sys
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

import geleit
from runtime_packages import LOCK, PROJECT, ROOT, bundled, graph, licence, locked, other_than_locked

SBOM = ROOT / "build" / "sbom.cdx.json"


def ourselves() -> Component:
    """Geleit; no index of packages has it, so that its address names none."""
    name, version = PROJECT["name"], geleit.__version__
    return Component(
        name=name,
        version=version,
        type=ComponentType.APPLICATION,
        bom_ref=name,
        description=PROJECT["description"],
        licenses=[LicenseFactory().make_from_string(licence(name))],
        purl=PackageURL("generic", name=name, version=version),
    )


def package(name: str, version: str) -> Component:
    """A package, with the libraries that lie in it."""
    terms = LicenseFactory()
    inside = [
        Component(name=library, bom_ref=f"{name}/{library}", licenses=[terms.make_from_string(its)])
        for library, its in bundled(name).items()
    ]
    return Component(
        name=name,
        version=version,
        bom_ref=name,
        licenses=[terms.make_from_string(licence(name))],
        purl=PackageURL("pypi", name=name, version=version),
        components=inside,
    )


def sbom() -> str:
    """The bill of materials as JSON, without the time and with a serial number made from what it says."""
    edges, versions = graph("all"), locked(LOCK)
    parts = {name: package(name, versions[name]) for name in edges if name != PROJECT["name"]}
    us = ourselves()
    bom = Bom(components=parts.values(), serial_number=uuid5(NAMESPACE_OID, ""))
    bom.metadata.component = us
    bom.metadata.timestamp = None  # type: ignore[assignment]
    for name, below in edges.items():
        bom.register_dependency(parts.get(name, us), [parts[one] for one in below])
    bom.serial_number = uuid5(NAMESPACE_OID, JsonV1Dot6(bom).output_as_string())
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


if __name__ == "__main__":
    if other := other_than_locked(graph("all")):
        sys.exit(f"installed are other versions than requirements.lock has: {', '.join(other)}")
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else SBOM
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(sbom(), encoding="utf-8")
    print(f"wrote {target}")
