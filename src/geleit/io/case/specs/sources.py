"""Who is spoken of, and where it was read."""

from __future__ import annotations

from geleit.io.case.columns import Number, Sha256, Text, Time, Words, Yes
from geleit.io.case.specs.usual import ID, NOTE
from geleit.io.case.table_spec import Table
from geleit.model.corridor import Party
from geleit.model.statement import Source

SOURCES = Table(
    "sources",
    about="Where things were read; the other tables point here by id.",
    columns=(
        ID,
        Text("title", required=True),
        Text("publisher", "who published it"),
        Text("published", "day or time, as text, ISO 8601 where known"),
        Text("url", "its address"),
        Sha256("sha256", "hash of the captured original, if there is one"),
        NOTE,
        Time(
            "taken",
            "of a table that goes on, such as one of deliveries: when it was taken from its publisher; it is all "
            "that came until then, and says nothing of what came since",
            shown=False,
        ),
        Number(
            "left_out",
            "of a table that was imported: those of its rows that could not be used, so that it is not all there",
            unit="rows",
            whole=True,
            shown=False,
        ),
    ),
    makes=Source,
)

PARTIES = Table(
    "parties",
    about="Parties to the conflict, organisations and offices; never a private person.",
    columns=(
        ID,
        Text("name", required=True),
        Yes("belligerent", "whether its agreement is needed for safe passage"),
        Words("names", "what monitors of incidents call it, as in their files"),
        Words(
            "voices",
            "who else speaks for it: spokesmen, offices, carriers and media that belong to it, as `speaker`, `outlet` "
            "and `claimant` have them",
            shown=False,
        ),
        NOTE,
    ),
    makes=Party,
)
