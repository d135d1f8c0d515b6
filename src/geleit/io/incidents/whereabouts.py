"""Whether positions are likely to have longitude and latitude swapped, by the country that a row names.

The boxes are rounded outwards by hand, and only raise a doubt: a position is never moved by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from geleit.model.arrays import Flags, Floats

_MARGIN = 0.1
"""Degrees by which a position may lie beside a box."""

_BOXES = """
AFG afghanistan 60.4 29.3 75.0 38.6
ARM armenia 43.4 38.8 46.7 41.4
AZE azerbaijan 44.7 38.3 50.7 42.0
BDI burundi 28.9 -4.5 30.9 -2.3
BEN benin 0.7 6.1 3.9 12.5
BFA burkina_faso -5.6 9.3 2.5 15.2
BGD bangladesh 88.0 20.5 92.8 26.7
BIH bosnia_and_herzegovina,bosnia-herzegovina 15.7 42.5 19.7 45.3
CAF central_african_republic 14.3 2.2 27.5 11.1
CHN china 73.4 18.1 134.8 53.6
CIV ivory_coast,cote_d'ivoire,côte_d'ivoire -8.7 4.2 -2.4 10.8
CMR cameroon 8.4 1.6 16.3 13.2
COD dr_congo,democratic_republic_of_congo,democratic_republic_of_the_congo 12.1 -13.6 31.4 5.5
COL colombia -82.0 -4.3 -66.8 14.0
EGY egypt 24.6 21.9 37.0 31.8
ERI eritrea 36.4 12.3 43.2 18.1
ETH ethiopia 32.9 3.3 48.0 15.0
GEO georgia 39.9 41.0 46.8 43.7
GTM guatemala -92.3 13.7 -88.2 17.9
HND honduras -89.4 12.9 -83.1 17.5
HTI haiti -74.6 17.9 -71.6 20.2
IDN indonesia 95.0 -11.1 141.1 6.1
IND india 68.0 6.5 97.5 37.2
IRN iran 44.0 25.0 63.4 39.9
IRQ iraq 38.7 29.0 48.7 37.5
ISR israel 34.2 29.4 35.9 33.5
JOR jordan 34.9 29.1 39.4 33.5
KEN kenya 33.8 -4.8 42.0 5.6
KGZ kyrgyzstan 69.2 39.1 80.3 43.3
KHM cambodia 102.3 9.9 107.7 14.7
LBN lebanon 35.0 33.0 36.7 34.8
LBR liberia -11.6 4.3 -7.3 8.6
LBY libya 9.3 19.4 25.3 33.3
LKA sri_lanka 79.5 5.8 82.0 10.0
MEX mexico -118.5 14.5 -86.6 32.8
MLI mali -12.3 10.1 4.3 25.1
MMR myanmar,burma 92.1 9.5 101.2 28.6
MOZ mozambique 30.2 -26.9 40.9 -10.4
MRT mauritania -17.1 14.7 -4.8 27.4
NER niger 0.1 11.6 16.1 23.6
NGA nigeria 2.6 4.2 14.7 13.9
NPL nepal 80.0 26.3 88.3 30.5
PAK pakistan 60.8 23.6 77.9 37.2
PHL philippines 116.9 4.6 126.7 21.2
PNG papua_new_guinea 140.8 -11.7 156.0 -0.8
PRK north_korea 124.1 37.6 130.7 43.1
PSE palestine,state_of_palestine,occupied_palestinian_territory 34.2 31.2 35.7 32.6
RUS russia,russian_federation 19.6 41.1 180.0 82.0 -180.0 62.0 -168.0 72.0
RWA rwanda 28.8 -2.9 30.9 -1.0
SAU saudi_arabia 34.4 16.3 55.7 32.2
SDN sudan 21.8 8.6 38.7 22.3
SEN senegal -17.6 12.3 -11.3 16.7
SLE sierra_leone -13.4 6.8 -10.2 10.0
SLV el_salvador -90.2 13.1 -87.6 14.5
SOM somalia 40.9 -1.7 51.5 12.0
SRB serbia 18.8 41.8 23.0 46.2
SSD south_sudan 24.1 3.4 36.0 12.3
SYR syria,syrian_arab_republic 35.6 32.2 36.45 36.3 36.3 32.2 38.1 36.95 38.0 33.0 42.5 37.4
TCD chad 13.4 7.4 24.1 23.6
TGO togo -0.2 6.0 1.9 11.2
THA thailand 97.3 5.6 105.7 20.5
TJK tajikistan 67.3 36.6 75.2 41.1
TLS east_timor,timor-leste 124.0 -9.6 127.4 -8.1
TUN tunisia 7.5 30.2 11.7 37.4
TUR turkey,turkiye,türkiye 25.6 35.8 44.9 42.2
UGA uganda 29.5 -1.5 35.1 4.3
UKR ukraine 22.1 44.3 40.3 52.4
VEN venezuela -73.4 0.6 -59.7 15.8
XKX kosovo 20.0 41.8 21.8 43.3
YEM yemen 41.8 12.1 54.6 19.0
ZWE zimbabwe 25.2 -22.5 33.1 -15.6
"""
"""Countries with their names, and boxes of west, south, east and north in degrees; several where one says too much."""


def _read() -> dict[str, list[tuple[float, ...]]]:
    found = {}
    for line in _BOXES.split("\n"):
        if line:
            code, names, *edges = line.split()
            boxes = [tuple(map(float, edges[i : i + 4])) for i in range(0, len(edges), 4)]
            found.update(dict.fromkeys((code.lower(), *names.replace("_", " ").split(",")), boxes))
    return found


_COUNTRIES = _read()


def swapped(lon: Floats, lat: Floats, countries: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Rows whose position lies outside the country that they name, and within it the other way round.

    Parameters
    ----------
    lon, lat
        Degrees, not a number where unknown, shape ``(n,)``.
    countries
        What each row names.

    Yields
    ------
    tuple
        Index of the row, and why.
    """
    for name in dict.fromkeys(countries):
        boxes = _COUNTRIES.get(re.sub(r"\(.*?\)", "", name).strip().lower())
        if boxes is None:
            continue
        rows = np.flatnonzero(np.array([country == name for country in countries]))
        odd = ~_within(lon[rows], lat[rows], boxes) & _within(lat[rows], lon[rows], boxes)
        for i in rows[odd].tolist():
            yield i, f"{lon[i]:g}, {lat[i]:g} is not in {name}, {lat[i]:g}, {lon[i]:g} is"


def _within(lon: Floats, lat: Floats, boxes: Sequence[tuple[float, ...]]) -> Flags:
    inside = np.zeros(len(lon), dtype=bool)
    for west, south, east, north in boxes:
        inside |= (
            (west - _MARGIN <= lon) & (lon <= east + _MARGIN) & (south - _MARGIN <= lat) & (lat <= north + _MARGIN)
        )
    return inside
