"""What a statement is about, from a closed list: by words, in both languages."""

from __future__ import annotations

import re

from geleit.model.statement_kind import Topic

_WORDS: dict[Topic, str] = {
    "deadline": r"ultimat\w*|frist\w*|deadline|stichtag|spätestens|expires?|ablaufen|läuft \w+ ab|by (?:monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday) (?:morning|noon|evening|night)",
    "corridor": r"\w*korridor\w*|fluchtweg\w*|fluchtroute\w*|corridors?|safe passage|sicheres? geleit|"
    r"humanitarian routes?|checkpoints?|kontrollpunkt\w*|kontrollposten",
    "pause": r"waffenruhe\w*|waffenstillst\w*|feuerpause\w*|kampfpause\w*|\w*feuereinstellung\w*|truces?|cease-?fires?|"
    r"(?:humanitarian|humanitäre\w*) pauses?\w*|pause der kämpfe|cessation of hostilities|einstellung der kämpfe",
    "aid": r"hilfsg\w+|hilfsliefer\w*|hilfskonvoi\w*|\w*konvois?|lebensmittel\w*|nahrungsmittel\w*|medikamente\w*|"
    r"hilfspakete?n?|abw[uo]rf\w*|humanitäre\w* hilfe|aid|humanitarian (?:aid|assistance|supplies)|food|medicines?|"
    r"convoys?|airdrops?|rations?|trinkwasser",
    "attack": r"angriff\w*|angegriffen|luftangriff\w*|beschuss\w*|beschossen|bombardier\w*|bomben\w*|explosion\w*|"
    r"getötet\w*|tote[nr]?|verletzt\w*|attacks?|attacked|air ?strikes?|shell(?:ed|ing)|bomb(?:ed|ing|ardment)s?|"
    r"raids?|killed|wounded|injured|shot|krankenh\w+ getroffen",
    "amnesty": r"amnestie\w*|straffrei\w*|begnadig\w*|amnesty|pardon\w*|niederleg\w* ihrer waffen|waffen niederleg\w*|"
    r"lay down their (?:arms|weapons)",
    "shelter": r"\w*unterk[uü]nft\w*|notunterk\w*|auffanglager\w*|flüchtlingslager\w*|zelt\w*|aufnahmezentr\w*|"
    r"shelters?|tents?|reception cent\w+|beds|betten|accommodation",
    "departures": r"verlassen\w*|verließ\w*|ausgereist\w*|geflohen\w*|geflüchtet\w*|flohen|evakuier\w*|"
    r"in sicherheit gebracht|herausgekommen|ausreise\w*|passierten|left|leave|leaving|fled|flee|evacuat\w+|departed|"
    r"departures|crossed(?: out)?|passed through|moved (?:north|south|east|west)",
    "population": r"eingeschlossen\w*|eingekesselt\w*|belager\w*|einwohner\w*|bewohner\w*|zivilist\w*|zivilbevölkerung|"
    r"besieged|siege|trapped|residents|inhabitants|civilians|population|encircled|displaced",
}
_PATTERNS: dict[Topic, re.Pattern[str]] = {
    topic: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for topic, words in _WORDS.items()
}


def topics_of(words: str) -> tuple[Topic, ...]:
    """Topics that words touch, in the order of the closed list."""
    return tuple(topic for topic, pattern in _PATTERNS.items() if pattern.search(words))
