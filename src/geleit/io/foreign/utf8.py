"""Bytes of a text file as text: UTF-8 and nothing else, with the line at which it is not."""

from __future__ import annotations

from geleit.errors import InputError


def decoded(label: str, data: bytes, error: type[InputError] = InputError) -> str:
    """The text of a file, without a byte-order mark.

    Raises
    ------
    InputError
        If it is not UTF-8, or no text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise error(label, f"line {line} is not UTF-8 text", "save the file as UTF-8") from None
    if "\0" in text:
        raise error(label, "not a text file")
    return text
