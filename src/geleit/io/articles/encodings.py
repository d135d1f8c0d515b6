"""Bytes of a text turned into text, whatever their encoding, and the encoding that was taken."""

from __future__ import annotations

import codecs
import re

from geleit.errors import MissingExtraError

WESTERN = "windows-1252"
"""What is taken where nothing else is told; one code point for each byte."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,500}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.I
)
_HEAD = 4096
"""Bytes in which a page declares its encoding."""

_OF_TEXT = re.compile("cp125|iso8859|koi8|mac|cp866|gb|big5|euc|shift_jis")
"""Beginnings of the names of encodings that pages declare, as Python calls them."""

_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "iso8859-9": "cp1254", "ascii": "cp1252"}
_GUESSED = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "mac_roman", "cp850"]


def decode(data: bytes) -> tuple[str, str]:
    """A text and its encoding: by byte-order mark, as UTF-8 if it is valid, as it declares, else as it looks.

    Returns
    -------
    tuple
        ``text, encoding`` with ``text == data.decode(encoding, "replace")``; a byte-order mark is not part of the text.

    Raises
    ------
    MissingExtraError
        If the package that tells encodings apart is needed and not installed.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding
    for encoding in ("utf-8", _declared(data)):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    encoding = _looks_like(data)
    return data.decode(encoding, "replace"), encoding


def _declared(data: bytes) -> str:
    """The encoding that a page declares, or UTF-8 where it declares none that a page can be in."""
    match = _DECLARED.search(data, 0, _HEAD)
    try:
        name = codecs.lookup(match[1].decode()).name if match else "utf-8"
    except LookupError:
        return "utf-8"
    name = _AS_BROWSERS_DO.get(name, name)
    return _spelt_out(name) if _OF_TEXT.match(name) else "utf-8"


def _looks_like(data: bytes) -> str:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        raise MissingExtraError("reading a text that is not UTF-8", "reader") from None
    found = from_bytes(data, cp_isolation=_GUESSED).best()
    if found is None or str(found) == data.decode(WESTERN, "replace"):
        return WESTERN
    return _spelt_out(found.encoding)


def _spelt_out(name: str) -> str:
    """The name of an encoding as the rest of the world knows it."""
    return name.replace("cp125", "windows-125")
