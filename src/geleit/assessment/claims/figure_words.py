"""Words by which a statement gives no exact figure, or one for each day: *about 500*, *bis zu 300*, *200 в день*."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from geleit.model.statement import Statement
from geleit.model.voices import unmarked

_LOOSE = (
    # English
    *("about", "around", "some", "roughly", "approximately", "approx.", "approx", "circa", "ca.", "ca", "c."),
    *("estimated", "estimated at", "an average of", "on average", "perhaps", "maybe", "possibly", "probably"),
    *("in the region of", "in the order of", "on the order of", "of the order of", "in the neighbourhood of"),
    *("barely", "hardly", "exceeding", "exceeded", "exceeds", "topped", "beyond", "not fewer than", "not less than"),
    *("nearly", "almost", "close to", "up to", "at most", "no more than", "not more than", "a maximum of"),
    *("as many as", "at least", "no fewer than", "no less than", "a minimum of", "more than", "over", "upwards of"),
    *("upward of", "in excess of", "less than", "fewer than", "under", "just short of", "above", "below", "~", "≈"),
    *(">", "<", "≥", "≤"),
    # German
    *("vielleicht", "im Schnitt", "durchschnittlich"),
    *("rund", "etwa", "ungefähr", "zirka", "annähernd", "schätzungsweise", "fast", "beinahe", "nahezu", "knapp"),
    *("gut", "bis zu", "höchstens", "maximal", "nicht mehr als", "mindestens", "wenigstens", "zumindest", "mehr als"),
    *("über", "weniger als", "unter"),
    # Russian
    *("около", "примерно", "приблизительно", "почти", "порядка", "до", "не более", "более", "более чем", "свыше"),
    *("больше", "больше чем", "не менее", "менее", "меньше", "может быть", "в среднем"),
    # Ukrainian
    *("близько", "приблизно", "майже", "понад", "більше", "більш ніж", "менше", "щонайменше", "орієнтовно"),
    # French
    *(
        "environ",
        "près de",
        "plus de",
        "moins de",
        "au moins",
        "jusqu'à",
        "jusqu’à",
        "presque",
        "à peu près",
        "quelque",
    ),
    # Spanish
    *("unos", "unas", "alrededor de", "cerca de", "más de", "menos de", "al menos", "casi", "hasta", "aproximadamente"),
    # Arabic
    *("حوالي", "نحو", "قرابة", "زهاء", "ما يقارب", "ما يقرب من", "أكثر من", "أقل من", "ما لا يقل عن", "لا يقل عن"),
    *("على الأقل", "حتى", "ما يصل إلى"),
    # Turkish
    *("yaklaşık", "aşağı yukarı", "takriben", "tahminen", "ortalama", "neredeyse", "hemen hemen", "en az", "en fazla"),
    *("en çok", "asgari", "azami"),
    # Italian, Polish
    *("quasi", "oltre", "più di", "meno di", "almeno", "fino a", "intorno a", "około", "ponad", "prawie", "niemal"),
)
"""Before a figure."""
_LOOSE_AFTER = (
    *(
        "or so",
        "or more",
        "or fewer",
        "or less",
        "or thereabouts",
        "give or take",
        "more or less",
        "plus",
        "-odd",
        "odd",
    ),
    *("ish", "-ish", "approximately", "roughly", "at least", "at most", "oder mehr", "oder so", "или более", "أو أكثر"),
    *("ou plus", "o más", "+", "kadar", "civarında", "'den fazla", "'dan fazla", "’den fazla", "’dan fazla"),
)
_HEAPS = (
    *("hundreds", "thousands", "dozens", "scores of", "several hundred", "several thousand", "a few hundred"),
    *("hunderte", "tausende", "dutzende", "einige hundert", "mehrere hundert"),
    *("сотни", "тысячи", "десятки", "несколько сотен", "несколько тысяч", "مئات", "آلاف", "عشرات"),
    *("half a hundred", "half a thousand", "half a million", "half a dozen", "halbes tausend", "halbe million"),
    *("halben million", "halbes dutzend", "полсотни", "полтысячи", "полмиллиона", "півтисячі", "півмільйона"),
    *("demi-million", "demi-millier", "medio millar", "medio millón", "yarım milyon", "yüzlerce", "binlerce"),
    *("نصف ألف", "نصف مليون"),
)
_SCALES = (
    *("hundred", "thousand", "million", "dozen", "k", "hundert", "tausend", "dutzend", "mio", "million", "millionen"),
    *("тыс", "тысяч", "тысячи", "сотен", "млн", "ألف", "الف", "آلاف", "مئة", "مائة"),
)
_EACH_DAY = (
    *("a day", "per day", "each day", "every day", "daily", "by the day", "/day", "/ day", "per 24 hours"),
    *("a night", "per night", "each night", "every night", "nightly", "each morning", "every morning", "each evening"),
    *("every evening", "pro Tag", "am Tag", "je Tag", "täglich", "jeden Tag", "pro Nacht", "jede Nacht", "/Tag"),
    *("в день", "в сутки", "ежедневно", "каждый день", "щодня", "на день", "يوميا", "في اليوم", "كل يوم"),
    *("par jour", "chaque jour", "al día", "por día", "cada día", "diarios"),
)
_EACH_HOUR = (
    "an hour",
    "per hour",
    "each hour",
    "every hour",
    "hourly",
    "pro Stunde",
    "je Stunde",
    "в час",
    "في الساعة",
)
_EACH_WEEK = (
    "a week",
    "per week",
    "each week",
    "every week",
    "weekly",
    "pro Woche",
    "wöchentlich",
    "в неделю",
    "أسبوعيا",
)
_VEHICLES = (
    "bus",
    "buses",
    "convoy",
    "truck",
    "car",
    "vehicle",
    "boat",
    "ferry",
    "flight",
    "train",
    "trip",
    "crossing",
)
_BETWEEN = ("between", "zwischen", "entre", "между", "між", "بين", "tra", "fra")
_AND = (
    *("-", "–", "—", "to", "and", "or", "bis", "und", "oder", "à", "a", "et", "ou", "y", "o", "до", "и", "или", "та"),
    *("або", "إلى", "و", "ila", "ile", "ve", "e"),
)
_APIECE = ("each", "apiece", "jeweils", "chacun", "chacune", "cada uno", "каждый", "каждая", "каждом", "لكل")
_EACH_ONE = (
    *(f"{each} {of}" for each in ("per", "each", "every", "pro", "je") for of in _VEHICLES),
    *(
        f"{each} {of}"
        for each in ("per", "each", "every")
        for of in ("exit", "corridor", "gate", "family", "household")
    ),
    *("je Fahrt", "pro Fahrt", "je Konvoi", "pro Konvoi", "par bus", "par convoi", "por autobús", "на автобус"),
)
_FIGURE = r"\d(?:[\d.,'’ ]*\d)?"


def _either(words: Iterable[str]) -> str:
    plain = sorted({unmarked(word).casefold() for word in words}, key=len, reverse=True)
    return "|".join(map(re.escape, plain))


_BEFORE = re.compile(rf"(?<!\w)(?:{_either(_LOOSE)})\s*(?:(?P<figure>{_FIGURE})(?P<scale>\s?(?:{_either(_SCALES)})\b)?"
                     rf"|(?:\w+[ -]){{0,2}}(?:{_either(_SCALES)})\b)")  # fmt: skip
_AFTER = re.compile(rf"(?P<figure>{_FIGURE})(?:\s\w+)?,?\s?(?:{_either(_LOOSE_AFTER)})(?!\w)")
_RANGE = re.compile(rf"(?<![\d:.,/-])(?P<between>(?:{_either(_BETWEEN)})\s)?(?P<low>{_FIGURE})"
                    rf"\s?(?:{_either(_AND)})\s?(?P<high>{_FIGURE})(?![\d:])")  # fmt: skip
"""Two figures between which the one that is meant lies: *between 400 and 600*, *400-600*, *от 400 до 600*."""
_OF_EACH = re.compile(rf"(?P<figure>{_FIGURE})(?:\s\w+)?,?\s(?:{_either(_APIECE)})"
                      r"(?!\w)(?!\s(?:day|night|hour|morning|evening|week|день|час|вечер|утро|ночь))")  # fmt: skip
_MANY = re.compile(rf"\b(?:{_either(_HEAPS)})\b")
_RATES = tuple(
    (longest, re.compile(rf"(?:(?<!\w)|(?=/))(?:{_either(words)})(?!\w)(?! (?:later|earlier|after|before|ago))"))
    for longest, words in (
        (timedelta(0), _EACH_ONE),
        (timedelta(hours=1), _EACH_HOUR),
        (timedelta(hours=25), _EACH_DAY),
        (timedelta(days=7, hours=1), _EACH_WEEK),
    )
)
"""Words of a rate, and the longest time for which its figure is a count: none where it is of each bus."""


_EXACT_BEFORE = frozenset((
    *("that", "and", "exactly", "precisely", "all", "the", "these", "those", "another", "further", "total"),
    *("total of", "were", "was", "are", "is", "have", "had", "counted", "count", "recorded", "registered"),
    *("evacuated", "left", "for", "only", "saw", "genau", "exakt", "insgesamt", "dass", "und", "sind"),
    *("waren", "haben", "gingen", "verliessen", "fuer", "zaehlte", "ровно", "что", "и", "вышли", "вышло"),
    *("эвакуировано", "эвакуированы", "покинули", "всего", "exactement", "que", "et", "exactamente", "y"),
    *("salieron", "ان", "خرج", "غادر", "اجلاء", "خروج"),
))  # fmt: skip
_EXACT_AFTER = frozenset((
    *("people", "persons", "civilians", "civilian", "fighters", "men", "women", "children", "residents"),
    *("inhabitants", "families", "households", "patients", "refugees", "wounded", "injured", "elderly"),
    *("others", "places", "beds", "spaces", "seats", "left", "leave", "departed", "had", "have", "were"),
    *("are", "was", "came", "arrived", "passed", "went", "walked", "out", "inside", "in", "by", "on"),
    *("from", "through", "at", "of", "who", "and", "counted", "then", "remain", "remained", "stayed"),
    *("reached", "evacuated", "tons", "tonnes", "trucks", "t", "kg", "menschen", "personen", "zivilisten"),
    *("familien", "kaempfer", "frauen", "kinder", "bewohner", "plaetze", "gingen", "sind", "haben"),
    *("waren", "человек", "людеи", "мирных", "гражданских", "семеи", "жителеи", "боевиков", "женщин"),
    *("детеи", "осіб", "personnes", "civils", "familles", "personas", "civiles", "familias", "شخص"),
    *("اشخاص", "مدني", "مدنيا", "عائلة", "عائله"),
))  # fmt: skip
"""Words that may stand right beside a figure without making it loose; of any other it is asked how exact it is."""
_DIGITS = re.compile(rf"(?<!\w){_FIGURE}")
_BEFORE_IT = re.compile(r"(?:(total of|\w+)(\W*))?$")
_AFTER_IT = re.compile(r"(\W*)(\w+)?")
_ENDS = re.compile(r"[.:;!\n(“”\"«»]")
_JOINS = re.compile(r"[\s,'’)“”\"«»(.:;!]*")


def told_to(value: float) -> float:
    """The last place to which a round figure is told, such as 100 of 500; 0 where it is not round.

    A figure is round of which no digit but the first tells anything, and hundreds and fifties are.
    """
    if value < 20 or value % 10 or not float(value).is_integer():
        return 0.0
    digits = str(int(value))
    place = 10.0 ** (len(digits) - len(digits.rstrip("0")))
    return place if place * 10 > value or place >= 100 else 50.0 if value % 50 == 0 and value >= 100 else 0.0


def half_a_place(statement: Statement) -> float:
    """By how much the figure of a statement may be off though its words are exact: half of the last place told."""
    said = statement.quantity
    return 0.0 if said is None or said.low < said.high else told_to(said.likely) / 2


def _round_and_not_exact(statement: Statement, value: float) -> bool:
    """Whether a round figure does not stand in digits, or beside a word of which it is not known that it is exact.

    The words of the source are looked at, where the ledger has them, as well as those entered.
    """
    if not told_to(value):
        return False
    words = [statement.wording.text, statement.text] if statement.wording else [statement.text]
    texts = [unmarked(text).casefold() for text in words]
    found = [[(text, m) for m in _DIGITS.finditer(text) if _is(m[0], value)] for text in texts]
    return not found[0] or not all(_exact(text, match) for matches in found for text, match in matches)


def _exact(text: str, figure: re.Match[str]) -> bool:
    ahead, behind = _BEFORE_IT.search(text[: figure.start()]), _AFTER_IT.match(text[figure.end() :])
    before, left = (ahead[1], ahead[2] or "") if ahead else (None, text[: figure.start()])
    right, after = (behind[1], behind[2]) if behind else ("", None)
    if before is None:
        left = text[: figure.start()]
    if not (_JOINS.fullmatch(left) and _JOINS.fullmatch(right)):
        return False  # such as ~500, 500+ and 500-odd
    told_before = before is None or _ENDS.search(left) or before in _EXACT_BEFORE
    return bool(told_before and (after is None or _ENDS.search(right) or after in _EXACT_AFTER))


def figure_is_loose(statement: Statement) -> bool:
    """Whether its words give no exact figure, while the ledger has one.

    A round figure is exact only where that is certain: in digits, with nothing beside them that may make it loose.
    """
    said = statement.quantity
    if said is None or said.low < said.high or statement.or_more:
        return False
    told = _told(statement)
    return (
        bool(_MANY.search(told))
        or _lies_between(told, said.likely)
        or _round_and_not_exact(statement, said.likely)
        or any(
            _is(match["figure"], said.likely) or bool(match.groupdict().get("scale"))
            for pattern in (_BEFORE, _AFTER)
            for match in pattern.finditer(told)
        )
    )


def figure_is_a_rate(statement: Statement) -> bool:
    """Whether its words give a figure for each bus, or each hour, day or week, while the ledger has a longer time."""
    if statement.quantity is None:
        return False
    since, until = statement.since, statement.until
    told = _told(statement)
    return any(_is(match["figure"], statement.quantity.likely) for match in _OF_EACH.finditer(told)) or any(
        (since is None or until is None or until - since > longest) and pattern.search(told)
        for longest, pattern in _RATES
    )


def _lies_between(told: str, value: float) -> bool:
    """Whether words give two figures with the one of the ledger between them, and it nowhere else."""
    if any(_is(figure, value) for figure in re.findall(_FIGURE, _RANGE.sub(" | ", told))):
        return False
    ranges = ((_number(m["low"]), _number(m["high"]), m["between"]) for m in _RANGE.finditer(told))
    return any(low < value < high or (between and value in {low, high}) for low, high, between in ranges)


def _told(statement: Statement) -> str:
    return unmarked(" ".join((statement.text, statement.wording.text if statement.wording else ""))).casefold()


def _is(figure: str | None, value: float) -> bool:
    """Whether a figure in words is the one of the ledger; one in words of numbers may be."""
    return figure is None or _number(figure) == round(value)


def _number(figure: str) -> int:
    return int(re.sub(r"\D", "", figure))
