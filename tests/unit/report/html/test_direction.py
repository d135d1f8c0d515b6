"""Words written from right to left are kept apart on a page."""

from __future__ import annotations

from geleit.report.html.direction import isolated
from geleit.report.text.markdown import plain

AR = "مدينة حلب"


def test_words_are_isolated_in_texts_and_left_in_attributes_and_scripts():
    page = f'<p title="{AR}">He saw {AR} (12).</p><script>"{AR}"</script><style>/*{AR}*/</style>'
    assert isolated(page) == page.replace(f"saw {AR}", f"saw <bdi>{AR}</bdi>")


def test_drawings_and_titles_have_no_elements_inside():
    page = f"<title>{AR}: convoys</title><svg><title>{AR}</title><text x='1'>{AR} 5</text></svg>"
    assert isolated(page) == page.replace(AR, f"\u2068{AR}\u2069")


def test_a_page_without_such_words_stays():
    page = "<p>Nothing &amp; nobody</p>"
    assert isolated(page) is page


def test_entities_between_two_words_are_part_of_the_run():
    assert isolated("<b>عبد &amp; عبد &lt;</b>") == "<b><bdi>عبد &amp; عبد</bdi> &lt;</b>"


def test_markdown_isolates_by_characters_and_begins_no_list():
    assert plain(f"saw {AR} (12)") == f"saw \u2068{AR}\u2069 (12)"
    assert [plain(text) for text in ("- a", "1. a", "+ a", "=== ", "&lt;", "12.5 t", "a - b")] == [
        "\\- a", "1\\. a", "\\+ a", "\\===", "\\&lt;", "12\\.5 t", "a - b",
    ]  # fmt: skip
