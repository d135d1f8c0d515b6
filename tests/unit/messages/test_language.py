"""How messages become text, in English and in a language that counts, joins and writes otherwise."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta
from gettext import NullTranslations
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest

from geleit.messages import Amount, Language, Message, Plural, say, words
from geleit.messages.english import CATALOGUE, ENGLISH

AT = datetime(2016, 2, 27, 0, 0, tzinfo=ZoneInfo("Asia/Damascus"))


def shown(value, form=""):
    field = f"{{value:{form}}}" if form else "{value}"
    return Language({**CATALOGUE, "test": field}).render(say("test", value=value))


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        ("Ada {value} 5 %", "", "Ada {value} 5 %"),
        (1234, "", "1,234"),
        (None, "", ""),
        (AT, "", "2016-02-27 00:00"),
        (AT, "zoned", "2016-02-27 00:00+02:00"),
        (date(2016, 2, 27), "", "2016-02-27"),
        (timedelta(minutes=125.9), "", "2 h 5 min"),
        (timedelta(hours=1234), "", "1,234 h"),
        (say("ceasefire.kept"), "", "kept"),
        (0.256, ".0%", "26%"),
        (1.5, ",.2f", "1.50"),
        (1, "people", "1 person"),
        (1234.0, "people", "1,234 people"),
        (Amount(0, 1), "people", "0 to 1 person"),
        (Amount(1.2, 1.4), "people", "1 person"),
        (Amount(900, 1234), "people", "900 to 1,234 people"),
        (Amount(900, None), "people", "900 or more"),
        (Amount(1, 2000), "whole", "1 to 2,000"),
        (Amount(1.4, 1.2), "whole", "1"),
        (Amount(1.2345, 12345.6), "figures", "1.23 to 12,346"),
        (2.0, "figures", "2"),
        (999.4, "figures", "999"),
        (999.5, "figures", "1,000"),
        (1e-6, "figures", "0.000001"),
        (9.997, "percent_figures", "1,000 %"),
        (99.6, ".2g", "100"),
        (12345.5, "hours", "12,346 h"),
        (2_000_000.0, ",g", "2,000,000"),
        (Amount(999, 999, "kg"), "quantity", "999 kg"),
        (Amount(999, 1000, "kg"), "quantity", "0.999 to 1 t"),
        (Amount(0, 2e6, "kcal"), "quantity", "0 to 2 million kcal"),
        (0.1234, "percent", "12.3 %"),
        (Amount(0.1, 0.2), "percent", "10.0 % to 20.0 %"),
        (Amount(0.1, None), "percent", "10.0 % or more"),
        (Amount(0.0012, 0.0123), "percent_small", "0.12 % to 1.2 %"),
        (Amount(0.1234, 12.34), "percent_figures", "12.3 to 1,234 %"),
        (36.0, "hours", "36 h"),
        (48.0, "hours", "2 days"),
        (49.0, "hours", "49 h"),
        (("A", "A"), "names", "A"),
        (("A", "B", "C", "D"), "names", "A, B, C and D"),
        (("A", "B", "C", "D", "E"), "names", "A, B, C and 2 others"),
        ((), "names", ""),
        (("A", say("ceasefire.kept")), "commas", "A, kept"),
        (("A", "B"), "semicolons", "A; B"),
    ],
)
def test_values_in_english(value, form, text):
    assert shown(value, form) == text


def test_a_message_is_a_value_and_text():
    message = say("ceasefire.near", certain=1, km=1.0, perhaps=0)
    assert message == say("ceasefire.near", perhaps=0, km=1.0, certain=1)
    assert len({message, pickle.loads(pickle.dumps(message))}) == 1  # noqa: S301 - our own
    assert f"{message}" == str(message) == "1 incident certainly within 1 km in its windows, 0 more perhaps."
    assert str(words("as {they} say")) == "as {they} say"


def test_what_does_not_fit_is_refused():
    with pytest.raises(KeyError):
        str(Message("ceasefire.no-such-code"))
    with pytest.raises(KeyError, match="km"):
        str(say("ceasefire.near-none"))
    with pytest.raises(TypeError, match="how float"):
        shown(1.5)
    with pytest.raises(ValueError, match="no format"):
        shown(1.5, "peoples")
    with pytest.raises(KeyError):  # no way into what a value holds
        Language({"test": "{value.__class__}"}).render(say("test", value=1))


class Mirrored(NullTranslations):
    """A language with three plural forms and another order of words, as a compiled translation would give it."""

    ENTRIES: ClassVar = {
        "ceasefire.near-none": "{km:g} km: nichts",
        "list.names": "{before}\N{ARABIC COMMA} {after}",
        "list.names-last": "{before} und {after}",
    }
    PLURALS: ClassVar = {
        "format.people": ("niemand", "{count:,.1f} Person", "{count:,.1f} Personen"),
        "list.others": ("", "", "{count} andere"),
    }

    def pgettext(self, context, message):
        return self.ENTRIES.get(context, message)

    def npgettext(self, context, msgid1, msgid2, n):
        return self.PLURALS.get(context, (msgid2, msgid1, msgid2))[min(n, 2)]


class German(Language):
    def number(self, value, spec):
        return super().number(value, spec).translate(str.maketrans(",.", ".,"))

    def moment(self, at, *, offset=False):  # noqa: ARG002 - has no zones
        return f"{at.day}.{at.month}.{at.year}"

    def name(self, text):
        return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def test_another_language_translates_entries_and_writes_values_its_own_way():
    sentence = {"test": "{at}: {who:names}, {some:people}, {none:people}, {found}", "twice": "{clause}; {clause}"}
    german = German({**CATALOGUE, **sentence}, Mirrored())
    message = say(
        "test", at=datetime(2016, 2, 7, tzinfo=UTC), who=tuple("ABCDE"), some=1234.5, none=0,
        found=say("ceasefire.near-none", km=1.5),
    )  # fmt: skip
    isolated = [f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}" for name in "ABC"]
    one = (
        f"7.2.2016: {isolated[0]}\N{ARABIC COMMA} {isolated[1]}\N{ARABIC COMMA} {isolated[2]} und 2 andere, "
        "1.234,5 Personen, niemand, 1,5 km: nichts"
    )
    assert german.render(say("twice", clause=message)) == f"{one}; {one}"
    assert ENGLISH.render(say("ceasefire.near-none", km=1.5)) == "No reported incident within 1.5 km in its windows."


def test_a_plural_is_chosen_by_its_count():
    language = Language({"test": Plural("n", "{n} thing", "{n} things")})
    assert [language.render(say("test", n=n)) for n in (0, 1, 2)] == ["0 things", "1 thing", "2 things"]
    with pytest.raises(TypeError, match="n is no number"):
        language.render(say("test", n="many"))
