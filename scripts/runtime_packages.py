"""What Geleit runs on: the packages that it and its extras bring, their licences, and the libraries inside them.

What Geleit asks for is read from ``pyproject.toml``, everything else from the packages as they are installed here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import distribution
from pathlib import Path

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK, DEV_LOCK = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"

CALLED = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""What some call licences that have an identifier; names that do not tell which licence of a family it is are kept."""

FREE = {
    "0BSD", "Apache-2.0", "BSD", "BSD License", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "FTL", "IJG",
    "ISC", "LLVM-exception", "MIT", "MIT-0", "MIT-CMU", "PSF-2.0", "Public Domain",
    "Python Software Foundation License", "Zlib", "blessing", "bzip2-1.0.6", "curl", "libpng-2.0", "libtiff",
}  # fmt: skip
"""Licences that ask for no more than their notice."""

WEAK = {
    "EPL-2.0": "changes of their files stay under it; what uses them need not be",
    "GPL-3.0-or-later WITH GCC-exception-3.1": "the compiler's runtime; what is compiled with it may have any licence",
    "LGPL-2.1-or-later": "used through its package, which anyone may replace; nothing of it is in Geleit",
    "MPL-2.0": "changes of their files stay under it; what uses them need not be",
}
"""Licences that ask for more, and why Geleit may use what is under them."""

LIBRARIES = {
    r"(Cbc|Cgl|Clp|CoinUtils|Osi).*": ("COIN-OR solvers", "EPL-2.0"),
    r"(arrow|parquet).*": ("Arrow", "Apache-2.0"),
    r"Lerc": ("LERC", "Apache-2.0"),
    r"Xau|xcb": ("X11", "MIT"),
    r"absl_.*": ("Abseil", "Apache-2.0"),
    r"aec|sz": ("libaec", "BSD-2-Clause"),
    r"avif": ("libavif", "BSD-2-Clause"),
    r"blosc": ("Blosc", "BSD-3-Clause"),
    r"brotli.*": ("Brotli", "MIT"),
    r"bz2": ("bzip2", "bzip2-1.0.6"),
    r"crypto|ssl": ("OpenSSL", "Apache-2.0"),
    r"curl": ("curl", "curl"),
    r"deflate": ("libdeflate", "MIT"),
    r"freetype": ("FreeType", "FTL"),
    r"gdal": ("GDAL", "MIT"),
    r"geos(_c)?": ("GEOS", "LGPL-2.1-or-later"),
    r"gfortran": ("libgfortran", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    r"gif": ("GIFLIB", "MIT"),
    r"harfbuzz": ("HarfBuzz", "MIT"),
    r"hdf5(_hl)?": ("HDF5", "BSD-3-Clause"),
    r"highs": ("HiGHS", "MIT"),
    r"jpeg": ("libjpeg", "IJG"),
    r"json-c": ("json-c", "MIT"),
    r"llvmlite": ("LLVM", "Apache-2.0 WITH LLVM-exception"),
    r"lcms2": ("Little CMS", "MIT"),
    r"lz4": ("LZ4", "BSD-2-Clause"),
    r"lzma": ("liblzma", "0BSD"),
    r"netcdf": ("NetCDF", "BSD-3-Clause"),
    r"nghttp2": ("nghttp2", "MIT"),
    r"openjp2": ("OpenJPEG", "BSD-2-Clause"),
    r"ortools": ("OR-Tools", "Apache-2.0"),
    r"pcre2-8": ("PCRE2", "BSD-3-Clause"),
    r"png16": ("libpng", "libpng-2.0"),
    r"proj": ("PROJ", "MIT"),
    r"protobuf|utf8_validity": ("Protocol Buffers", "BSD-3-Clause"),
    r"quadmath": ("libquadmath", "LGPL-2.1-or-later"),
    r"re2": ("RE2", "BSD-3-Clause"),
    r"scip": ("SCIP", "Apache-2.0"),
    r"scipy_openblas.*": ("OpenBLAS", "BSD-3-Clause"),
    r"sharpyuv|webp.*": ("WebP", "BSD-3-Clause"),
    r"sqlite3": ("SQLite", "blessing"),
    r"tiff": ("libtiff", "libtiff"),
    r"z": ("zlib", "Zlib"),
    r"zstd": ("Zstandard", "BSD-3-Clause"),
}
"""Libraries that lie in wheels for Linux as files of their own: what they are, and their licence."""

BUILT_IN = {
    "cryptography": (("OpenSSL", "Apache-2.0"),),
    "osmium": (("libosmium", "BSL-1.0"), ("protozero", "BSD-2-Clause")),
    "pyogrio": (("GEOS", "LGPL-2.1-or-later"), ("PROJ", "MIT"), ("SQLite", "blessing"), ("curl", "curl")),
}
"""Libraries that are built into a package where no file tells them; known from their source and what is in them."""


def requirements(extras: Iterable[str] = ()) -> Iterator[Requirement]:
    """What ``pyproject.toml`` asks for: the core, and some extras."""
    yield from map(Requirement, PROJECT["dependencies"])
    yield from _of_extras(extras)


def _of_extras(extras: Iterable[str]) -> Iterator[Requirement]:
    for extra in extras:
        for asked in map(Requirement, PROJECT["optional-dependencies"][extra]):
            if asked.name == PROJECT["name"]:
                yield from _of_extras(sorted(asked.extras))
            else:
                yield asked


def graph(*extras: str) -> dict[str, list[str]]:
    """Every package that Geleit with some extras brings to this computer, itself among them, and what each asks for."""
    asked: dict[str, set[str]] = {PROJECT["name"]: set()}
    found: dict[str, list[str]] = {}
    left = [PROJECT["name"]]
    while left:
        name = left.pop()
        wanted = list(requirements(extras) if name == PROJECT["name"] else _requirements_of(name, asked[name]))
        found[name] = sorted({canonicalize_name(one.name) for one in wanted})
        for one in wanted:
            below = canonicalize_name(one.name)
            if below not in asked or not one.extras <= asked[below]:
                asked.setdefault(below, set()).update(one.extras)
                left.append(below)
    return dict(sorted(found.items()))


def _requirements_of(name: str, extras: set[str]) -> Iterator[Requirement]:
    for one in map(Requirement, distribution(name).requires or ()):
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield one


def locked(path: Path) -> dict[str, str]:
    """The versions that a lock holds, by package."""
    found = re.findall(r"^([\w.-]+)==([\w.+!]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def other_than_locked(names: Iterable[str]) -> list[str]:
    """Packages that are installed in another version than the lock has."""
    pins = locked(LOCK)
    versions = {name: distribution(name).version for name in names if name != PROJECT["name"]}
    return [f"{name} {version}" for name, version in versions.items() if pins.get(name) != version]


def licence(name: str) -> str:
    """The licence of a package as it says itself: an expression of SPDX if it can be had, else names."""
    if name == PROJECT["name"]:
        return str(PROJECT["license"])
    about = distribution(name).metadata
    classes = " AND ".join(CALLED.get(one, one) for one in classified(name))
    said = [about.get("License-Expression"), (about.get("License") or "").strip(), classes]
    for one in filter(None, said):
        try:
            return str(canonicalize_license_expression(CALLED.get(one, one)))
        except InvalidLicenseExpression:
            continue
    return classes or (said[1] if "\n" not in said[1] else "")


def classified(name: str) -> list[str]:
    """The licences that the classifiers of a package name."""
    lines = distribution(name).metadata.get_all("Classifier", [])
    return [line.rpartition(" :: ")[2] for line in lines if line.startswith("License ::")]


def parts(expression: str) -> list[str]:
    """The licences in an expression; one with an exception is one that is known as such, else two."""
    if expression in FREE:
        return [expression]
    found = []
    for one in re.split(r" (?:AND|OR) |[()]", expression):
        found += [one] if one in WEAK else one.split(" WITH ")
    return [one.strip() for one in found if one.strip()]


def refused(expression: str) -> list[str]:
    """Licences in an expression that are neither free nor declared with a reason."""
    return [one for one in parts(expression) if one not in FREE and one not in WEAK] or ([] if expression else ["none"])


def bundled(name: str) -> dict[str, str]:
    """Libraries of others that lie in a package, each with its licence; one that is not known has an empty one."""
    found = dict(BUILT_IN.get(name, ()))
    for file in distribution(name).files or ():
        library = re.match(r"lib(?!\.cpython-)(.+?)(-[0-9a-f]{8})*\.so\b", file.name)  # auditwheel adds the digits
        if library:
            known = (about for pattern, about in LIBRARIES.items() if re.fullmatch(pattern, library[1]))
            told, terms = next(known, (library[0], ""))
            found[told] = terms
    return dict(sorted(found.items(), key=lambda pair: pair[0].lower()))


def all_bundled(names: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """The same for several packages, without those that hold none."""
    return {name: found for name in names if name != PROJECT["name"] and (found := bundled(name))}
