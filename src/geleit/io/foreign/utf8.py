"""Bytes of a text file as text: UTF-8, or UTF-16 that says so, and nothing else, with the line at which it is not."""

from __future__ import annotations

import codecs

from geleit.errors import InputError

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""How a text begins that spreadsheets call "Unicode text"."""


def encoding_of(start: bytes) -> str:
    """The encoding of a text file that begins so."""
    return "utf-16" if start.startswith(_UTF_16) else "utf-8-sig"


def decoded(label: str, data: bytes, error: type[InputError] = InputError) -> str:
    """The text of a file, without a byte-order mark.

    Raises
    ------
    InputError
        If it is neither UTF-8 nor marked as UTF-16, or no text.
    """
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        if encoding == "utf-16":
            raise error(label, "damaged: it begins as UTF-16 and is not", "save the file as UTF-8") from None
        line = data[: fault.start].count(b"\n") + 1
        raise error(label, f"line {line} is not UTF-8 text", "save the file as UTF-8") from None
    if "\0" in text:
        raise error(label, "not a text file")
    return text
