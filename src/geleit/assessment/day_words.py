"""Words by which a statement speaks of a time that it does not give: *on Thursday*, *heute*, *вчера*, *will*."""

from __future__ import annotations

import re

from geleit.model.dates_told import DATES
from geleit.model.statement import Statement
from geleit.model.voices import plain

_WORDS = (
    # English
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight overnight "
    "mondays tuesdays wednesdays thursdays fridays saturdays sundays "
    # German
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag heute gestern vorgestern heutigen gestrigen "
    "montags dienstags mittwochs donnerstags freitags samstags sonntags "
    # Arabic
    "الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد الاحد اليوم أمس امس البارحة الليلة "
    # Russian
    "понедельник понедельника понедельнику вторник вторника вторнику среда среду среды среде четверг четверга четвергу "
    "пятница пятницу пятницы пятнице суббота субботу субботы субботе воскресенье воскресенья воскресенью "
    "сегодня вчера позавчера сутки"
)
_DAYS = frozenset(plain(word) for word in _WORDS.split())
_PREFIXES = ("ال", "و", "ب", "ل", "وال", "يوم")
"""What Arabic writes together with a word."""
_PHRASES = re.compile(
    r"\b(?:(?:last|past|previous|this) (?:\w+ )?(?:days?|hours?|night|weeks?|weekend|months?)"
    r"|(?:this|that|same) (?:morning|afternoon|evening|day)"
    r"|(?:den )?(?:letzten|vergangenen|vorigen) (?:\w+ )?(?:tage?n?|stunden|nacht)|(?:an )?(?:diesem|jenem|selben) tag"
    r"|за (?:последние )?(?:\w+ )?(?:сутки|дня|днеи|часа|часов))\b"
)


_TO_COME = re.compile(
    r"\b(?:will|shall|would|should|tomorrow|going to|expect(?:s|ed)? to|is to|are to|(?:set|due|about|ready) to"
    r"|plan(?:s|ned|ning)? to|intend(?:s|ed|ing)? to|hop(?:e|es|ed|ing) to|scheduled"
    r"|morgen|uebermorgen|wird|werden|wuerden?|soll|sollen|sollten?|geplant|vorgesehen"
    r"|будет|будут|завтра|планируется|планируют|ожидается|собираются|предстоит|должны|смогут|буде|будуть|планується"
    r"|سوف|غدا|من المقرر|من المتوقع)\b"
)


_ALWAYS = re.compile(
    r"\b(?:(?:day|night) and (?:day|night)|round the clock|around the clock|24 hours|24 7|all (?:day|night|the time)"
    r"|(?:the )?whole (?:day|time)|at all times|at any time|always|permanently|continuously|uninterrupted(?:ly)?"
    r"|without (?:interruption|a break|pause)|throughout|rund um die uhr|tag und nacht|durchgehend|ununterbrochen"
    r"|ganztaegig|den ganzen tag|die ganze zeit|jederzeit|staendig|immer|круглосуточно|постоянно|непрерывно|весь день"
    r"|على مدار الساعه|ليلا ونهارا|ليل نهار|طوال (?:اليوم|الوقت)|دائما)\b"
)


def speaks_of_all_the_time(statement: Statement) -> bool:
    """Whether its words say that something was so without a break: *night and day*, *rund um die Uhr*."""
    return _ALWAYS.search(told_in(statement)) is not None


def speaks_of_what_comes(statement: Statement) -> bool:
    """Whether its words speak of what is to come."""
    return _TO_COME.search(told_in(statement)) is not None


def told_in(statement: Statement) -> str:
    """Its words, as entered and as in the source, in plain form."""
    return plain(" ".join((statement.text, statement.wording.text if statement.wording else "")))


def names_a_day(statement: Statement) -> bool:
    """Whether its words name a day, while the ledger does not say since when it speaks."""
    if statement.since is not None or statement.extent == "total":
        return False
    told = told_in(statement)
    dated = DATES.search(told) or _PHRASES.search(told)
    return dated is not None or any(_is_day(word) for word in told.split())


def _is_day(word: str) -> bool:
    return word in _DAYS or any(word.removeprefix(prefix) in _DAYS for prefix in _PREFIXES if word.startswith(prefix))
