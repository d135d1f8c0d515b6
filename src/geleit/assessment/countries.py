"""Words by which a country, a people or a side is named in a name: *Israeli*, *russischer*, *сирийский*, *السوري*."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORDS = (
    # Middle East
    r"israel\w*|израил\w*|اسراييل\w*|ישראל\w*",
    r"palestin\w*|palaestin\w*|gazans?|палестин\w*|فلسطين\w*",
    r"syri\w*|siri[ao]s?|сири\w*|سوري\w*",
    r"leban\w*|liban\w*|ливан\w*|لبنان\w*",
    r"jordani\w*|иордан\w*|اردن\w*",
    r"egypt\w*|aegypt\w*|egipci\w*|егип\w*|مصري\w*",
    r"ira[qk]\w*|ирак\w*|عراق\w*",
    r"iran\w*|иран\w*|ايران\w*",
    r"saudi\w*|саудовск\w*|سعودي\w*",
    r"yemen\w*|jemen\w*|иемен\w*|يمن\w*",
    r"h[ou]*thi\w*|хусит\w*|حوثي\w*",
    r"turk\w*|tuerk\w*|turc\w*|turqu\w*|тур(?:ец|ци)\w*|ترك\w*|تركي\w*",
    r"kurd\w*|курд\w*|كرد\w*",
    # Europe, the Caucasus, Asia
    r"russi\w*|russ(?:e|es|en|land\w*)|rus[oa]s?|rusia|rus|росси\w*|русск\w*|росіи\w*|روسي\w*",
    r"ukrain\w*|ucra[ni]\w*|укра[иі]н\w*|اوكراني\w*",
    r"belarus\w*|белорус\w*|беларус\w*",
    r"chechen\w*|chechn\w*|tschetschen\w*|чечен\w*|чечн\w*|شيشان\w*",
    r"georgi(?:a|an|ans|en|er|sch\w*)|грузи\w*",
    r"armeni\w*|армян\w*|армени\w*|ارمين\w*",
    r"azer(?:i|is|bai\w*)|aserbai\w*|азербаи\w*|اذربيجان\w*",
    r"serb\w*|серб\w*|صرب\w*",
    r"croat\w*|kroat\w*|хорват\w*",
    r"bosni\w*|босни\w*",
    r"kosov\w*|косов\w*|albani\w*|албан\w*",
    r"french|france|franc(?:ais\w*|es\w*)|franzoes\w*|франц\w*|فرنس\w*",
    r"britain|british|britisch\w*|britann\w*|британ\w*|بريطان\w*",
    r"american\w*|amerik\w*|united states|us|usa|америк\w*|сша|امريك\w*",
    r"chin(?:a|ese)|chines\w*|chinois\w*|кита\w*|صين\w*",
    r"indi(?:a|an|ans|en|sch\w*)|индии\w*|هند\w*",
    r"pakistan\w*|пакистан\w*|باكستان\w*",
    r"afghan\w*|афган\w*|افغان\w*",
    r"taliban\w*|талиб\w*|طالبان",
    r"myanmar\w*|burm\w*|birman\w*|мьянм\w*",
    r"philippin\w*|filipin\w*",
    r"lanka|lankan\w*",
    # Africa, the Americas
    r"liby\w*|ливи\w*|ليبي\w*",
    r"s[ou]*dan\w*|судан\w*|سودان\w*",
    r"e?thiopi\w*|aethiopi\w*|эфиоп\w*|اثيوبي\w*",
    r"eritre\w*|эритре\w*",
    r"tigra\w*|tigre\w*|тиграи\w*",
    r"somali\w*|сомали\w*|صومال\w*",
    r"[ck]ong\w*|конго\w*",
    r"rwand\w*|ruand\w*|руанд\w*",
    r"mali|malian\w*|malien\w*|малии\w*",
    r"nigeri\w*|нигери\w*",
    r"[ck]olumbi\w*|colombi\w*|колумби\w*",
    # sides
    r"opposition\w*|оппозици\w*|معارض\w*",
    r"separatist\w*|сепаратист\w*",
)
"""For each, its words in plain form."""
_NAMED = tuple(re.compile(rf"\b(?:ال)?(?:{words})\b") for words in _WORDS)
_ENDING = re.compile(r"[aeiouyаеиоуыьяו]{1,2}$")
_SHORTEST_STEM = 4
"""Letters of a name of one word from which its inflections are known by."""


@lru_cache(maxsize=1024)
def words_for(names: frozenset[str]) -> str:
    """Words for the countries, peoples and sides in these names, in plain form, as an expression; empty without any.

    A name of one word that is none of those known here may have an ending of its own: *Northland*, *Northlander*.
    """
    told = " | ".join(sorted(names))
    known = [words for words, named in zip(_WORDS, _NAMED, strict=True) if named.search(told)]
    return "|".join((*known, *_inflected(names)))


def _inflected(names: Iterable[str]) -> list[str]:
    alone = sorted(name for name in names if " " not in name and not any(known.search(name) for known in _NAMED))
    stems = (_ENDING.sub("", name) for name in alone)
    return [re.escape(stem) + r"\w{0,5}" for stem in stems if len(stem) >= _SHORTEST_STEM]
