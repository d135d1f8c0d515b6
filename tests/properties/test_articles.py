"""Whatever the markup, each code point that is seen is found again in the file."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from geleit.io.articles.encodings import decode
from geleit.io.articles.markup import split
from geleit.io.articles.pdf import unwrapped
from geleit.io.articles.webpage import read_webpage
from geleit.model.alignment import Alignment

LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u00ad")
WORDS = st.text(LETTERS | st.sampled_from(" \n<>&;\"'ü😀م"), max_size=30)
TAGS = st.sampled_from(
    [
        "",
        "<b>",
        "</b>",
        "<p class='a>b'>",
        "</p>",
        "<!-- > -- <p> -->",
        "<script>if (a<b) x</script>",
        "<br>",
        '<i x=">">',
    ]
)
ENTITIES = st.sampled_from([("&uuml;", "ü"), ("&#x1F600;", "😀"), ("&#1605", "م"), ("&nbsp;", "\xa0"), ("&shy;", "")])


@given(st.lists(st.tuples(TAGS, WORDS), max_size=12))
def test_every_letter_is_found_again(parts):
    page = "".join(tag + html.escape(words) for tag, words in parts)
    found = read_webpage(page)
    assert len(found.alignment) == len(found.seen)
    for at, letter in enumerate(found.seen):
        start, end = found.alignment.span(at, at + 1)
        if letter not in " \n":
            assert html.unescape(page[start:end]) == letter
    written = "".join(words for _, words in parts)
    assert "".join(found.seen.split()) == "".join(part for part in written.split(" \n") for part in part.split())


@given(st.lists(st.one_of(ENTITIES, WORDS.map(lambda words: (html.escape(words), words))), max_size=12))
def test_entities_are_found_whole(parts):
    page = "<p>" + "<b></b>".join(source for source, _ in parts)
    found = read_webpage(page)
    spans = [found.alignment.span(at, at + 1) for at in range(len(found.seen))]
    assert spans == sorted(spans)
    solid = [
        html.unescape(page[slice(*span)]) for span, seen in zip(spans, found.seen, strict=True) if seen not in " \n"
    ]
    assert "".join(solid) == "".join(c for _, words in parts for c in words if c not in " \n\u00ad")


@given(st.text(st.sampled_from("<>/!-=\"' abp&;#[]?"), max_size=200))
def test_broken_markup_is_split_without_gaps_or_overlaps(page):
    at = 0
    for piece in split(page):
        assert at <= piece.start <= piece.end <= len(page)
        at = piece.end
    read_webpage(page)


@given(st.text(st.sampled_from("ab-\n "), max_size=60))
def test_unwrapped_lines_are_found_again(text):
    seen, alignment = unwrapped(text)
    assert len(seen) == len(alignment)
    for at, letter in enumerate(seen):
        start, end = alignment.span(at, at + 1)
        assert (text[start:end] == letter) or (text[start:end], letter) == ("\n", " ")


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)), max_size=20))
def test_spans_are_those_of_a_list_of_code_points(runs):
    alignment, points, at = Alignment(), [], 0
    for length, gap, width in runs:
        first, last = at + gap, at + gap + width
        alignment.add(length, first, last)
        points += [(first + i, first + i + 1) if length == width else (first, last) for i in range(length)]
        at = last if length else at
    assert [alignment.span(i, i + 1) for i in range(len(points))] == points
    assert all(alignment.span(i, len(points)) == (points[i][0], points[-1][1]) for i in range(len(points)))


@given(st.binary(max_size=300))
def test_no_bytes_stop_the_decoding_and_the_encoding_says_how_to_repeat_it(data):
    text, encoding = decode(data)
    assert data.decode(encoding, "replace") == text
