"""German verbs of saying and thinking: their forms, and where one stands in a clause."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from geleit.reading.text.sentences import LONGEST_CLAUSE, Clause, Word
from geleit.reading.text.word_lists import word_set

Strength = Literal["says", "thinks", "acts"]

_SAYS_WEAK = (
    "sagen erklären berichten melden betonen behaupten kommentieren bestätigen versichern äußern erläutern begründen "
    "erzählen schildern antworten erwidern entgegnen argumentieren präzisieren ergänzen bekräftigen verkünden urteilen "
    "resümieren bilanzieren mahnen warnen vermelden unterstreichen beteuern bemängeln kritisieren bedauern beklagen "
    "monieren versprechen formulieren spekulieren prognostizieren konstatieren dementieren vermerken signalisieren "
    "informieren verraten fragen plädieren appellieren spotten schimpfen witzeln rechtfertigen offenbaren enthüllen "
    "beschuldigen referieren notieren zitieren fabulieren scherzen lästern poltern verlauten diagnostizieren "
    "twittern prophezeien erinnern proklamieren deklarieren insistieren wettern kontern klagen jubeln höhnen schwärmen "
    "relativieren beschwichtigen verneinen bejahen protestieren nachfragen tweeten flüstern "
    "jammern gestehen beanstanden bezeugen bemerken beschreiben verdeutlichen"
)
_THINKS_WEAK = (
    "meinen glauben hoffen vermuten befürchten fürchten erwarten bezweifeln zweifeln rechnen kalkulieren unterstellen "
    "begrüßen suggerieren folgern ahnen argwöhnen schätzen mutmaßen bestreiten leugnen "
    "zeigen belegen überlegen überzeugen verdächtigen entscheiden beschließen erkennen wissen"
)
_ACTS_WEAK = (
    "fordern verlangen drohen beabsichtigen beantragen anordnen empfehlen anregen garantieren vereinbaren ermahnen "
    "einigen erhoffen "
    "erwägen drängen raten ersuchen bitten wünschen beschwören"
)
_STRONG = {  # infinitive: third person singular of the present, of the past, participle
    "versprechen": "verspricht versprach versprochen",
    "widersprechen": "widerspricht widersprach widersprochen",
    "schreiben": "schreibt schrieb geschrieben",
    "beschreiben": "beschreibt beschrieb beschrieben",
    "unterstreichen": "unterstreicht unterstrich unterstrichen",
    "gestehen": "gesteht gestand gestanden",
    "verraten": "verrät verriet verraten",
    "rufen": "ruft rief gerufen",
    "bestreiten": "bestreitet bestritt bestritten",
    "denken": "denkt dachte gedacht",
    "wissen": "weiß wusste gewusst",
    "erkennen": "erkennt erkannte erkannt",
    "entscheiden": "entscheidet entschied entschieden",
    "beschließen": "beschließt beschloss beschlossen",
    "schwören": "schwört schwor geschworen",
    "beschwören": "beschwört beschwor beschworen",
    "bitten": "bittet bat gebeten",
    "verweisen": "verweist verwies verwiesen",
    "ergeben": "ergibt ergab ergeben",
    "erwägen": "erwägt erwog erwogen",
    "raten": "rät riet angeraten",
    "empfehlen": "empfiehlt empfahl empfohlen",
    "befehlen": "befiehlt befahl befohlen",
    "heißen": "heißt hieß geheißen",
    "lauten": "lautet lautete gelautet",
    "erfahren": "erfährt erfuhr erfahren",
    "verlangen": "verlangt verlangte verlangt",
}
_STRONG_THINKS = frozenset({"denken", "wissen", "ergeben", "bestreiten", "erkennen", "entscheiden", "beschließen"})
_STRONG_ACTS = frozenset({"bitten", "erwägen", "raten", "empfehlen", "befehlen", "beschwören"})
_SEPARABLE = {  # verbs by their particle, or by another word that ends the clause with them
    "an": "weisen geben kündigen merken führen ordnen drohen nehmen mahnen prangern",
    "mit": "teilen",
    "ein": "räumen gestehen wenden werfen schätzen",
    "hinzu": "fügen setzen",
    "hervor": "heben gehen",
    "fest": "stellen halten legen",
    "klar": "stellen machen",
    "dar": "legen stellen",
    "aus": "führen sagen sprechen gehen drücken",
    "bekannt": "geben machen",
    "zu": "geben sagen sichern stimmen",
    "vor": "werfen schlagen halten bringen",
    "zurück": "weisen",
    "hin": "weisen deuten",
    "nach": "weisen",
    "auf": "fordern rufen zeigen",
    "weiter": "gehen",
    "wieder": "geben",
    "heraus": "streichen stellen finden",
    "deutlich": "machen",
    "zusammen": "fassen",
    "entgegen": "halten",
    "voraus": "sagen sehen",
    "wahrscheinlich": "halten",
    "unwahrscheinlich": "halten",
    "möglich": "halten",
    "nötig": "halten",
    "notwendig": "halten",
    "richtig": "halten",
    "falsch": "halten",
    "nahe": "legen",
    "ab": "lehnen streiten",
    "bedenken": "geben",
    "protokoll": "geben",
    "verstehen": "geben",
    "ausdruck": "bringen",
    "geltend": "machen",
    "verlauten": "lassen",
    "wissen": "lassen",
}
_SEPARABLE_ACTS = frozenset(
    {"aufrufen", "auffordern", "zusichern", "zusagen", "ablehnen", "festlegen", "anordnen", "anweisen"}
)
_SEPARABLE_STRONG = {
    "geben": "gibt gab gegeben",
    "werfen": "wirft warf geworfen",
    "wenden": "wendet wandte gewandt",
    "gestehen": "gesteht gestand gestanden",
    "heben": "hebt hob gehoben",
    "gehen": "geht ging gegangen",
    "halten": "hält hielt gehalten",
    "sprechen": "spricht sprach gesprochen",
    "schlagen": "schlägt schlug geschlagen",
    "bringen": "bringt brachte gebracht",
    "weisen": "weist wies gewiesen",
    "rufen": "ruft rief gerufen",
    "streichen": "streicht strich gestrichen",
    "finden": "findet fand gefunden",
    "sehen": "sieht sah gesehen",
    "nehmen": "nimmt nahm genommen",
    "streiten": "streitet stritt gestritten",
    "lassen": "lässt ließ gelassen",
}
_ATTITUDES = word_set(
    "überzeugt zuversichtlich optimistisch pessimistisch besorgt enttäuscht erfreut skeptisch bereit "
    "entschlossen einig dafür dagegen"
)
_SHOWS = word_set("zeigt zeigte zeigten zeigen äußerte äußerten gab gaben gibt ist sind war waren")
_UNSEPARATED = ("be", "er", "ver", "ent", "ge", "miss", "zer", "wider", "unter", "über", "wieder")
_HAVE = word_set(
    "hat haben hatte hatten habe hätte hätten wurde wurden wird werden war waren worden ist sind sei seien"
)
_BE = word_set("wurde wurden wird werden war waren ist sind sei seien")


@dataclass(frozen=True, slots=True)
class Telling:
    """A verb of saying in a clause.

    Parameters
    ----------
    verb
        The finite word: the verb itself or its auxiliary.
    parts
        All words of the verb, in order.
    final
        Whether the finite word stands at the end, as in a subordinate clause.
    passive
        Whether nobody need be named: *it was reported*.
    """

    infinitive: str
    strength: Strength
    verb: Word
    parts: tuple[Word, ...]
    final: bool
    passive: bool


@lru_cache(maxsize=1024)
def telling(clause: Clause) -> Telling | None:
    """The first verb of saying of a clause outside quotations, or ``None``."""
    words = [word for word in clause.words if not word.quoted][:LONGEST_CLAUSE]
    if found := _attitude(words):
        return found
    for place, word in enumerate(words):
        if found := _perfect(words, place) or _finite(words, place):
            return found
        if word.lower in {"dass", "daß"} and place:
            return None
    return None


def is_telling_form(word: Word, last: Word) -> bool:
    """Whether a word may be a finite verb of saying in a clause that ends with ``last``."""
    if word.capital:
        return False
    return word.lower in _finite_forms() or word.lower in _particles().get(last.lower, {})


def _attitude(words: list[Word]) -> Telling | None:
    """*zeigte sich überzeugt*, *ist zuversichtlich*: an adjective instead of a verb."""
    if not words or words[-1].lower not in _ATTITUDES:
        return None
    for word in words[:-1]:
        if word.lower in _SHOWS:
            return Telling(words[-1].lower, "thinks", word, (word, words[-1]), final=False, passive=False)
    return None


def _finite(words: list[Word], place: int) -> Telling | None:
    word = words[place]
    if word.capital and place:
        return None
    lower, last = word.lower, words[-1].lower
    if lower in _finite_forms():
        infinitive, strength = _finite_forms()[lower]
        return Telling(infinitive, strength, word, (word,), final=1 < place == len(words) - 1, passive=False)
    if place < len(words) - 1:
        base = _particles().get(last, {}).get(lower)
        infinitive = last + base if base else ""
        return (
            Telling(infinitive, _strength(infinitive), word, (word, words[-1]), final=False, passive=False)
            if base
            else None
        )
    if place and lower in _particles().get(words[place - 1].lower, {}):
        infinitive = words[place - 1].lower + _particles()[words[place - 1].lower][lower]
        return Telling(infinitive, _strength(infinitive), word, (words[place - 1], word), final=True, passive=False)
    for particle, bases in _particles().items():
        base = bases.get(lower[len(particle) :]) if lower.startswith(particle) else None
        if base:
            return Telling(particle + base, _strength(particle + base), word, (word,), final=True, passive=False)
    return None


def _perfect(words: list[Word], place: int) -> Telling | None:
    """A participle with its auxiliary: before it in a main clause, after it in a subordinate one."""
    word = words[place]
    if word.lower not in _participles():
        return None
    infinitive, strength = _participles()[word.lower]
    after = [other for other in words[place + 1 : place + 3] if other.lower in _HAVE]
    if after and after[-1] is words[-1] and after[-1].lower != "worden":
        finite = after[-1]
        return Telling(infinitive, strength, finite, (word, *after), final=True, passive=_is_passive(finite, after))
    before = [other for other in words[:place] if other.lower in _HAVE]
    if before:
        finite = before[0]
        return Telling(infinitive, strength, finite, (finite, word), final=False, passive=_is_passive(finite, after))
    return None


def _is_passive(finite: Word, after: list[Word]) -> bool:
    return finite.lower in _BE or any(word.lower == "worden" for word in after)


def _strength(infinitive: str) -> Strength:
    return "acts" if infinitive in _SEPARABLE_ACTS else "says"


@cache
def _finite_forms() -> dict[str, tuple[str, Strength]]:
    forms: dict[str, tuple[str, Strength]] = {}
    for infinitive, strength in _verbs().items():
        for form in _conjugated(infinitive, _STRONG):
            forms.setdefault(form, (infinitive, strength))
    forms.pop("einige", None)
    return forms


@cache
def _participles() -> dict[str, tuple[str, Strength]]:
    found: dict[str, tuple[str, Strength]] = {}
    for infinitive, strength in _verbs().items():
        found.setdefault(_participle(infinitive, _STRONG), (infinitive, strength))
    for particle, bases in _SEPARABLE.items():
        for base in bases.split():
            joined = particle + base
            found.setdefault(particle + _participle(base, _SEPARABLE_STRONG), (joined, _strength(joined)))
    found.pop("bekannt", None)
    return found


@cache
def _particles() -> dict[str, dict[str, str]]:
    """For each particle, the finite forms of its verbs without it."""
    return {
        particle: {form: base for base in bases.split() for form in _conjugated(base, _SEPARABLE_STRONG)}
        for particle, bases in _SEPARABLE.items()
    }


@cache
def _verbs() -> dict[str, Strength]:
    verbs: dict[str, Strength] = dict.fromkeys(_SAYS_WEAK.split(), "says")
    for infinitive in _STRONG:
        kind: Strength = "says"
        if infinitive in _STRONG_THINKS:
            kind = "thinks"
        elif infinitive in _STRONG_ACTS:
            kind = "acts"
        verbs[infinitive] = kind
    for infinitive in _THINKS_WEAK.split():
        verbs.setdefault(infinitive, "thinks")
    for infinitive in _ACTS_WEAK.split():
        verbs.setdefault(infinitive, "acts")
    return verbs


def _conjugated(infinitive: str, strong: dict[str, str]) -> list[str]:
    """Third persons of present, past and both subjunctives."""
    stem = infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]
    if infinitive in strong:
        present, past, _ = strong[infinitive].split()
        plural = past + ("n" if past.endswith("e") else "en")
        return [present, past, plural, infinitive, stem + "e"]
    joint = "e" if stem[-1] in "dt" or stem.endswith(("rechn", "chn", "ffn")) else ""
    return [stem + joint + "t", stem + joint + "te", stem + joint + "ten", infinitive, stem + "e"]


def _participle(infinitive: str, strong: dict[str, str]) -> str:
    if infinitive in strong:
        return strong[infinitive].split()[2]
    stem = infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]
    joint = "e" if stem[-1] in "dt" or stem.endswith("chn") else ""
    whole = stem + joint + "t"
    return whole if infinitive.startswith(_UNSEPARATED) or infinitive.endswith("ieren") else "ge" + whole
