"""What sources and statements lack that somebody needs to read them again."""

from __future__ import annotations

from geleit.io.ledger.lacking import lacking
from geleit.model.statement import Source, Statement, Wording

WHOLE = Source("whole", "T", "Radio", "2024-05-01", "https://example.org", "ab" * 32)


def said(name, wording):
    return Statement(name, "Ann", "", "", None, "t", "", "", None, "whole", wording=wording)


def test_nothing_is_said_of_what_is_whole():
    placed = [Wording("w", 1, 2, language="de"), Wording("w", page=3, language="ar")]
    assert list(lacking([WHOLE], [said(str(n), one) for n, one in enumerate(placed)])) == []
    assert list(lacking([], [])) == []


def test_each_kind_of_gap_is_told_once_with_its_rows():
    sources = [
        WHOLE,
        *(Source(f"s{n}", "T", "", "2024") for n in range(7)),
        Source("undated", "T", "R", "", "u", "ab" * 32),
    ]
    statements = [said("bare", None), said("words", Wording("w")), said("placed", Wording("w", 1, 2))]
    told = [(one.code, str(one)) for one in lacking(sources, statements)]
    many = "s0, s1, s2, s3, s4 and 2 more"
    assert told == [
        ("unsourced", f"sources: 7 of 9 without publisher: {many}"),
        ("unsourced", "sources: 1 of 9 without day of publication: undated"),
        ("unsourced", f"sources: 7 of 9 without address: {many}"),
        ("unsourced", f"sources: 7 of 9 without SHA-256 of what was read: {many}"),
        ("unsourced", "statements: 1 of 3 without wording: bare"),
        ("unsourced", "statements: 2 of 3 without language of the wording: words, placed"),
        ("unsourced", "statements: 1 of 3 without place of the wording in the source: words"),
    ]
