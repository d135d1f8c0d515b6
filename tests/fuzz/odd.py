"""Odd values: what stands where a number, a word or a time is expected."""

from __future__ import annotations

from random import Random

NUMBERS = (
    *("0", "-0", "-1", "1", "0.5", "1e308", "1e309", "-1e309", "NaN", "nan", "Infinity", "-Infinity", "inf", "1e-320"),
    *("9" * 30, "9" * 400, "9" * 5_000, "0." + "1" * 400, "1e99999", "1E+2", "0x10", "1_000", "1,000", "1 000", "+5"),
    *(str(2**31), str(-(2**31) - 1), str(2**32), str(2**53 + 1), str(2**63), str(-(2**63)), str(2**64), "٣", "½", "²"),
    *("180", "-180.0000001", "90.1", "360", "00", "1.", ".5", "- 1", "1e", "0b1"),
)
WORDS = (
    *("", " ", ",", ";", '"', "'", "#", "\n", "\r", "\r\n", "\t", "\0", "\ufeff", "=", "[", "]", "{", "}", "<", ">"),
    *("&", "\\", "|", "null", "true", "false", "None", "yes", "no", "[]", "{}", "all", "id", "type", "__class__", "-"),
    *("\u202e", "\u2066", "\u200b", "\u200d", "\u2028", "\u0085", "\x1b[31m", "\x7f", "é", "e\u0301", "💥", "\udcff"),
    *("\udced\udca0\udc80", "\U0010ffff", "\ufffe", "=1+1", "../../x", "/dev/zero", "con", "a/b", "c:\\x", "%s%n"),
    *("{0}", "x" * 300, "x" * 70_000, "x," * 1_200, '"' * 3, "[" * 1_500, "(" * 300, "a." * 40, "\u0300" * 500, "ſ"),
)
TIMES = (
    *("0000-00-00", "0001-01-01", "9999-12-31", "1900-01-01", "2024-02-30", "2024-05-01T24:00", "2024-05-01"),
    *("9999-12-31T23:59:59-23:59", "0001-01-01T00:00+23:59", "2199-12-31T23:59-14:00", "2024-03-31T00:30", "12:00"),
    *("2024-05-01/2024-05-01", "2024-05-02T10:00/2024-05-01T10:00", "always", "never", "daily 00:00-24:00", "now"),
    *("daily 10:00-13:00 1900-01-01..2199-12-31", "daily 23:00-01:00", "2024-W18-3", "20240501", "1714521600"),
    *("03/04/2016", "31/31/2016", "2024-05-01T06:00:60Z", "2024-05-01T06:00:00.123456789Z", "2024-13-01", "45413.5"),
)
COUNTS = (0, 1, 127, 128, 255, 256, 32_767, 32_768, 65_535, 65_536, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**64 - 1)
"""What a number of bytes or items may say."""


def odd_text(rng: Random) -> str:
    """Something that stands where it should not."""
    return rng.choice(rng.choice((NUMBERS, WORDS, TIMES)))


def odd_value(rng: Random) -> object:
    """A value of JSON that nobody expects."""
    return rng.choice(
        (
            *(None, True, False, 0, -1, 0.5, 2**31, 2**63, 2**64, 10**400, -1e308, float("nan"), float("inf"), 1e-320),
            *([], {}, [[]], [{}], {"": ""}, [None], {"type": "Feature"}, [0, 0], [float("nan")] * 2, [1e308, -1e308]),
            *(odd_text(rng), odd_text(rng), odd_text(rng), nested(rng.choice((5, 200, 1_200)))),
        )
    )


def nested(levels: int) -> object:
    """A list in a list in a list, and so on."""
    inner: list[object] = []
    for _ in range(levels):
        inner = [inner]
    return inner
