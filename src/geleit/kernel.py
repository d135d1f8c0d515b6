"""Kernels: functions compiled to machine code, and kept compiled wherever that is safe.

Taking a kernel from a file runs what the file says, so it is kept only in folders, and taken only from files, that
nobody else can write. A file holds the fingerprint of the source, the SHA-256 of what follows, and that. One that is
not whole, not ours or cannot be read is set aside as ``.damaged``. Whatever goes wrong with a file, the kernel is
compiled anew, and the run goes on.

A kernel calls no kernels but those of its own module: a change of one is then a change of its source.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import numba

from geleit.files import whole_or_not

F = TypeVar("F", bound=Callable[..., Any])
DIGEST = hashlib.sha256().digest_size
"""Bytes of the fingerprint, and of the SHA-256, with which a file begins."""


def kernel(function: F) -> F:
    """Have a function compiled when it is first called, or taken from where it is kept.

    Parameters
    ----------
    function
        A function of a module, in the part of Python that numba compiles.
    """
    compiled = numba.njit(function)
    with suppress(AttributeError, OSError):  # a numba that works otherwise or is switched off; no source
        cache = compiled._cache  # noqa: SLF001 - numba has no public way to say where
        source = Path(function.__code__.co_filename)
        if folder := next(filter(None, (_made(*place) for place in _places(source))), None):
            kept = _Kept(function, source, folder)
            cache.load_overload, cache.save_overload = _tried(kept.load), _tried(kept.save)
    return compiled  # type: ignore[no-any-return]


class _Kept:
    """The files of a kernel: one for each Python, processor and types of what it is called with."""

    def __init__(self, function: Any, source: Path, folder: Path) -> None:
        constants = sorted((k, v) for k, v in function.__globals__.items() if isinstance(v, int | float))
        self.stamp = hashlib.sha256(repr((numba.__version__, constants)).encode() + source.read_bytes()).digest()
        python = f"py{sys.version_info.major}{sys.version_info.minor}"
        self.begins = folder / f"{source.stem}.{function.__qualname__}.{python}"

    def load(self, signature: Any, target: Any) -> Any:
        """What was compiled for these types, or nothing."""
        from numba.core.compiler import CompileResult

        target.refresh()
        path = self._path(signature, target)
        try:
            with path.open("rb") as file:
                ours, content = _ours_alone(os.fstat(file.fileno())), file.read()
            stamp, digest, packed = content[:DIGEST], content[DIGEST : 2 * DIGEST], content[2 * DIGEST :]
            if not ours or hashlib.sha256(packed).digest() != digest:
                raise ValueError("not what was written here")
            if stamp != self.stamp:
                return None  # of another version; it is written over
            return CompileResult._rebuild(target, *pickle.loads(packed))  # noqa: S301, SLF001 - only we can have written it
        except FileNotFoundError:
            return None
        except Exception:
            path.replace(path.with_suffix(".damaged"))
            raise

    def save(self, signature: Any, result: Any) -> None:
        """Keep what was compiled for these types."""
        from numba.core.serialize import dumps

        if not result.library.has_dynamic_globals:  # addresses of this process
            packed = dumps(result._reduce())  # noqa: SLF001
            content = self.stamp + hashlib.sha256(packed).digest() + packed
            with whole_or_not(self._path(signature, result.target_context)) as temporary:
                temporary.write_bytes(content)
                temporary.chmod(0o600)  # one that others can write is not taken, whatever new files are like

    def _path(self, signature: Any, target: Any) -> Path:
        made_for = hashlib.sha256(repr((signature, target.codegen().magic_tuple())).encode()).hexdigest()
        return self.begins.with_name(f"{self.begins.name}.{made_for[:16]}.kernel")


def _tried(step: Callable[..., Any]) -> Callable[..., Any]:
    """The same step, which comes to nothing if anything goes wrong: the kernel is compiled then, and not kept."""

    def attempt(*given: Any) -> Any:
        try:
            return step(*given)
        except Exception:
            return None

    return attempt


def _places(source: Path) -> Iterator[tuple[Path, ...]]:
    """Where the kernels of a module may be kept, best first: a folder, and those in it that must be ours alone."""
    module = Path(f"{source.parent.name}_{hashlib.sha256(bytes(source.parent)).hexdigest()[:16]}")
    if told := os.environ.get("NUMBA_CACHE_DIR"):
        yield Path(told).absolute(), module
    yield source.parent, Path("__pycache__")
    with suppress(RuntimeError):  # nobody knows where home is
        named = Path(os.environ.get("XDG_CACHE_HOME", ""))
        yield named if named.is_absolute() else Path.home() / ".cache", Path("geleit"), module
    with suppress(OSError):  # there is no temporary folder
        temporary = Path(tempfile.gettempdir())
        if temporary != Path.cwd():  # which is taken in need, and may hold a case
            yield temporary, Path(f"geleit-{os.geteuid()}" if os.name == "posix" else "geleit"), module


def _made(folder: Path, *below: Path) -> Path | None:
    """The last of these folders, each in the one before, if we can write it, and we alone below the first."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in below:
            folder = folder / name
            folder.mkdir(mode=0o700, exist_ok=True)
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or not _ours_alone(found):
                return None
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return None


def _ours_alone(found: os.stat_result) -> bool:
    """Whether a file or folder is ours, and nobody else can write it; where there is no such thing, it is."""
    others = stat.S_IWGRP | stat.S_IWOTH
    return os.name != "posix" or (found.st_uid == os.geteuid() and not found.st_mode & others)
