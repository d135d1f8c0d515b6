"""Words by which a statement may mean less, or others, than its columns say: *of these*, *half rations*, *so far*.

What holds such a word is asked about and decided against nobody.
"""

from __future__ import annotations

import re

from geleit.assessment.day_words import told_in
from geleit.model.statement import Statement

_PASSAGES = re.compile(
    r"\b(?:crossings?|passages?|trips?|journeys?|vehicles?|cars?|twice|thrice|(?:several|many|more|three) times"
    r"|both ways|back and forth|in and out|return\w*|transit\w*|elsewhere|beyond|came from|come from"
    r"|coming from|villages?|farms?|hamlets?|on the way"
    r"|ausserhalb|mehrfach|mehrmals|zweimal|hin und zurueck|rueckkehrer\w*|durchreise\w*"
    r"|дважды|обратно|вернул\w+|возвра\w+)\b"
)
_TAKEN_BACK = re.compile(
    r"\b(?:correct\w*|corrig\w+|revis\w+|mistake\w*|mistaken\w*|wrong\w*|error|erroneous\w*|retract\w*"
    r"|withdr\w+|instead|not \d[\d ]* but|rather than|korrig\w+|korrektur|berichtig\w+|richtig\w*|irrtum"
    r"|falsch\w*|fehler\w*|исправ\w+|уточн\w+|ошиб\w+|تصحيح|خطا)\b"
)
_OF_A_PART = re.compile(
    r"\b(?:of (?:these|those|them|whom|which)|without|excluding|except\w*|including|among|only|preliminar\w*"
    r"|provisional\w*|so far|as yet|until now|by (?:noon|midday|evening|morning|then)|in the end|final\w*|later"
    r"|meanwhile|in total|davon|ohne|darunter|vorlaeufig\w*|bisher|bis mittag|schliesslich|insgesamt|из них|без"
    r"|пока|предварительн\w*)\b"
)
_FOR_SOME = re.compile(
    r"\b(?:wounded|injured|sick|ill|elderly|women|children|men|families|foreign\w*|staff|patients|only|some"
    r"|those who|begin|start|front ?line|front|streets?|districts?|quarters?|neighbou?rhoods?|blocks?|houses?"
    r"|buildings?|zones?|areas?|north\w*|south\w*|east\w*|west\w*|side|verletzte\w*|verwundete\w*|kranke\w*"
    r"|frauen|kinder|beginn\w*|strassen?|viertel\w*|bezirk\w*|haeuser\w*|ранен\w+|больн\w+|женщин\w*|дет\w+"
    r"|улиц\w*|район\w*|начать)\b"
)
_OF_PLACES = re.compile(
    r"\b(?:so far|more|further|additional\w*|first|initial\w*|to come|to follow|each|per|every|famil\w+|tents?"
    r"|rooms?|houses?|households?|today|now|already|as yet|a day|daily|bisher|weitere\w*|mehr|zunaechst"
    r"|erste\w*|jeweils|je|zelte?|pro|пока|палат\w+|сем\w+|кажд\w+)\b"
)
_OF_RATIONS = re.compile(
    r"\b(?:half|halves|halved|quarter|third|thirds|two thirds|partial\w*|part|reduced|cut|share|\d+ percent"
    r"|\d+ per cent|supplement\w*|halbe\w*|drittel|viertel|gekuerzt\w*|teil\w*|половин\w*|част\w+|نصف|ثلث)\b"
)


def may_count_passages(statement: Statement) -> bool:
    """Whether it may count crossings and not people, or people who were not inside."""
    return _PASSAGES.search(told_in(statement)) is not None


def takes_back(earlier: Statement, later: Statement) -> bool:
    """Whether a correction certainly takes back what was said before, and does not tell of a part or a later state.

    It is not earlier, its words say that it corrects, and neither tells of a part.
    """
    if earlier.at is None or later.at is None or later.at < earlier.at:
        return False
    parted = any(_OF_A_PART.search(told_in(one)) for one in (earlier, later))
    return not parted and _TAKEN_BACK.search(told_in(later)) is not None


def is_for_some(statement: Statement) -> bool:
    """Whether an order may be for some people only, or to begin and not to be gone."""
    return _FOR_SOME.search(told_in(statement)) is not None


def may_be_more_places(statement: Statement) -> bool:
    """Whether the places may be of more than one person each, or some of those to come."""
    return _OF_PLACES.search(told_in(statement)) is not None


def may_be_part_rations(statement: Statement) -> bool:
    """Whether a part of a ration for each may be meant."""
    texts = (statement.text, statement.wording.text if statement.wording else "")
    return "%" in "".join(texts) or _OF_RATIONS.search(told_in(statement)) is not None
