"""GeoTIFFs as rasterio opens them, in a process apart."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from geleit.errors import InputError, MissingExtraError
from geleit.io.foreign.apart import apart
from geleit.io.foreign.guard import guarded, reason_of
from geleit.io.foreign.kinds import RASTER
from geleit.io.foreign.sizes import expect_size

T = TypeVar("T")


def read_apart(path: Path, work: Callable[[Any], T]) -> T:
    """What some work makes of an open raster.

    Parameters
    ----------
    work
        What is to be done with rasterio's dataset.

    Raises
    ------
    InputError
        As the work does; also if the file is damaged, no GeoTIFF, beyond the bounds, or has odd coordinates.
    MissingExtraError
        If rasterio is not installed.
    """
    try:
        import rasterio.warp  # noqa: F401
    except ImportError:
        raise MissingExtraError("reading a raster of people", "raster") from None
    if not path.is_file():
        raise InputError(str(path), "no such file", "check the name in case.toml")
    with guarded(str(path), RASTER):
        size = expect_size(path, RASTER)
    [found] = apart(str(path), RASTER, size, partial(_opened, path, work))
    return found


def _opened(path: Path, work: Callable[[Any], T]) -> Iterator[T]:
    import rasterio
    from rasterio._err import CPLE_BaseError  # what coordinates off the map raise; it has no public name
    from rasterio.errors import CRSError, NotGeoreferencedWarning, RasterioError, RasterioIOError

    with guarded(str(path), RASTER), warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)  # told as a fault, with what to do
        try:
            with rasterio.open(path, driver="GTiff") as dataset:  # other drivers may read further files or the network
                yield work(dataset)
        except RasterioIOError as fault:
            problem = f"damaged, or not a GeoTIFF: {reason_of(fault)}"
            raise InputError(str(path), problem, RASTER.remedy) from None
        except (CRSError, RasterioError, CPLE_BaseError) as fault:
            problem = f"its coordinates cannot be read: {reason_of(fault)}"
            raise InputError(str(path), problem, "check its coordinate reference system") from None
