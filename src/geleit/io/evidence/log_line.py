"""One line of the log: what was captured or entered, when and by whom, chained to the line before it."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Literal, get_args

from geleit.errors import InputError
from geleit.io.case.fields import SHA256, quote, read_day, wrong_with_id
from geleit.io.case.record import LONGEST_ID
from geleit.io.foreign.json_text import read_json
from geleit.io.foreign.kinds import JSON_LINES
from geleit.model.entries import one_line
from geleit.model.letters import TURNING

LOG_FORMAT = 1
"""Of the log, named in each line."""

Event = Literal["capture", "bag", "ledger", "accept"]

FIRST = "0" * 64
"""What the first line names as the hash of the line before it."""

UNNAMED = "unnamed"
"""Who captured, where nobody is named."""

LONGEST = 1000
"""Characters of a text in the log."""

_TURNING = dict.fromkeys(TURNING, " ")
"""Invisible characters that make a text look like another one."""
LONGEST_LINE = 100_000


@dataclass(frozen=True)
class Entry:
    """A line of the log.

    Parameters
    ----------
    number
        Of the line, from 1.
    event
        ``capture``: a file was captured; ``bag``: a bag was imported, and the object is the log it came with;
        ``ledger``: rows were added to the ledger, and the object holds them; ``accept``: the tables were taken as they
        stood, for the reason in the title, and the object holds all of their rows.
    id
        Of the source, as in the table ``sources``; several captures may share it.
    outlet, published, title, url
        Who published it, on which day (ISO 8601), under which title, and where it was.
    file, media_type, size, sha256
        The file's own name, its kind as the name tells it, its bytes and their hash.
    captured_at, captured_by
        When it was captured, UTC, and by whom.
    via, via_line
        For what came in a bag: hash of the bag's log, and of the line in it; empty for what was captured here.
    previous
        Hash of the line before, with its line end.
    """

    number: int
    event: Event
    id: str
    outlet: str
    published: str
    title: str
    url: str
    file: str
    media_type: str
    size: int
    sha256: str
    captured_at: str
    captured_by: str
    via: str
    via_line: str
    previous: str

    @property
    def of_tables(self) -> bool:
        """Whether its object holds rows of the case's tables, and not an original."""
        return self.event in ("ledger", "accept")

    @property
    def line(self) -> bytes:
        """The line as it stands in the log: JSON in ASCII, sealed with the hash of all before the seal."""
        body = {"format": LOG_FORMAT, **vars(self)}
        return json.dumps({**body, "seal": sha256(json.dumps(body).encode()).hexdigest()}).encode() + b"\n"

    @property
    def digest(self) -> str:
        """Hash of the line."""
        return sha256(self.line).hexdigest()


def read_line(line: bytes) -> Entry:
    """An entry from its line.

    Raises
    ------
    ValueError
        If it is no line of a log, or was changed after it was written; says how.
    """
    if len(line) > LONGEST_LINE:
        raise ValueError("not a line of a log: too long")
    try:
        document = read_json("", line.decode("ascii"), JSON_LINES)
    except (ValueError, InputError):
        raise ValueError("not a line of a log: not JSON in ASCII") from None
    names = [field.name for field in fields(Entry)]
    if not isinstance(document, dict) or list(document) != ["format", *names, "seal"]:
        raise ValueError("not a line of a log: its fields are not those of format 1")
    if type(document["format"]) is not int or document["format"] != LOG_FORMAT:
        raise ValueError("written in another format of the log")
    if not all(type(document[name]) is (int if name in ("number", "size") else str) for name in names):
        raise ValueError("not a line of a log: a field is of the wrong kind")
    entry = Entry(**{name: document[name] for name in names})
    if entry.line != line:
        raise ValueError("changed after it was written")
    _expect_sound(entry)
    return entry


def _expect_sound(entry: Entry) -> None:
    """What the rest of the program relies on, whoever wrote the line."""
    hashes = [entry.sha256, entry.previous, *filter(None, (entry.via, entry.via_line))]
    if not all(SHA256.fullmatch(digest) for digest in hashes) or bool(entry.via) != bool(entry.via_line):
        raise ValueError("a hash in it is not one")
    if entry.number < 1 or entry.size < 0 or entry.event not in get_args(Event):
        raise ValueError("its number, size or event is none")
    if entry.event == "capture":
        read_day(entry.published)
    texts = [value for name, value in vars(entry).items() if isinstance(value, str) and name != "file"]
    if any(one_line(text) != text or len(text) > LONGEST for text in texts):
        raise ValueError("a text in it is too long or holds control characters")
    if len(entry.file) > LONGEST or any("\ud800" <= letter <= "\udfff" for letter in entry.file):
        raise ValueError("the file's name in it cannot be one")


def moment(now: datetime) -> str:
    """A time as the log has it."""
    return now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def shown(text: str) -> str:
    """A text as a terminal may show it: on one line, and with nothing that changes the direction of writing."""
    return one_line(text).translate(_TURNING)


def said(option: str, text: str, most: int = LONGEST) -> str:
    """A text that the user gave, on one line.

    Raises
    ------
    InputError
        If it is too long or holds control characters.
    """
    text = text.strip()
    if len(text) > most:
        raise InputError(option, f"expected at most {most} characters, found {len(text)}", "shorten it")
    if one_line(text) != text:
        raise InputError(option, f"expected one line without control characters, found {quote(text)}")
    return text


def said_id(option: str, text: str) -> str:
    """An id that the user gave.

    Raises
    ------
    InputError
        If it cannot be an id of the table ``sources``.
    """
    text = said(option, text, LONGEST_ID)
    if not text or ";" in text or text.startswith("#"):
        raise InputError(option, f"expected an id without ';' that does not begin with '#', found {quote(text)}")
    if problem := wrong_with_id(text):
        raise InputError(option, problem, "type it anew")
    return text


def said_day(option: str, text: str, today: date) -> str:
    """The day of publication, ISO 8601.

    Raises
    ------
    InputError
        If it is no day, or has not begun anywhere on earth.
    """
    try:
        day = read_day(text.strip())
    except ValueError as problem:
        raise InputError(option, str(problem)) from None
    if (day - today).days > 1:
        raise InputError(option, f"{day} is still to come", "give the day on which it was published")
    return day.isoformat()
