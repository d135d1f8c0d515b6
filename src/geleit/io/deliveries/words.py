"""Words of tables of deliveries: how far goods came, and what they are."""

from __future__ import annotations

import re
from collections.abc import Mapping

from geleit.model.aid import Means, Stage

_STAGES: dict[Stage, str] = {
    "planned": "planned; pending; requested; submitted; approved; scheduled; awaiting approval; not started; "
    "in preparation; on hold; postponed; delayed; cancelled; canceled; denied; rejected; refused; impeded; "
    "not delivered",
    "dispatched": "dispatched; departed; sent; shipped; in transit; en route; on the way; ongoing; in progress; "
    "loaded; dropped; airdropped; facilitated",
    "arrived": "arrived; reached; completed; complete; done; received; successful; implemented",
    "unloaded": "unloaded; offloaded; off loaded; delivered; fully delivered; distributed",
    "removed": "removed; confiscated; seized; looted; diverted",
    "lost": "lost; damaged; destroyed",
}
_IN_PART = re.compile(r"(?:in part|partial|partially|partly) (?P<word>.+)|(?P<before>.+) (?:in part|partially|partly)")
_BY_WORD: dict[str, Stage] = {word: stage for stage, words in _STAGES.items() for word in words.split("; ")}
_MEANS: dict[str, Means] = {
    **dict.fromkeys(("convoy", "road", "truck", "trucks", "land", "overland", "by road"), "convoy"),
    **dict.fromkeys(("airdrop", "air drop", "airdrops", "drop"), "airdrop"),
    **dict.fromkeys(("airlift", "air", "flight", "flights", "by air"), "airlift"),
}
_AND = re.compile(r"\s*(?:[;,/+&]|\band\b)\s*")
_ALSO = {
    **dict.fromkeys(("flour", "wheat flour"), "wheat-flour"),
    **dict.fromkeys(("vegetable oil", "cooking oil"), "oil"),
    **dict.fromkeys(("beans", "lentils", "peas", "pulses"), "pulses"),
    **dict.fromkeys(("food", "food items", "food assistance", "food commodities", "food supplies"), "food"),
    **dict.fromkeys(("drinking water", "potable water", "bottled water"), "water"),
    **dict.fromkeys(("medical supplies", "medicine", "medicines"), "medicines"),
    **dict.fromkeys(
        (
            "non food",
            "non food item",
            "non food items",
            "nfi",
            "nfis",
            "nfi kit",
            "nfi kits",
            "core relief items",
            "shelter items",
            "shelter kits",
            "shelter materials",
            "tents",
            "tarpaulins",
            "plastic sheeting",
            "blankets",
            "mattresses",
            "clothes",
            "clothing",
            "winter clothes",
            "hygiene kits",
            "dignity kits",
            "kitchen sets",
            "fuel",
            "diesel",
            "cement",
            "wash items",
            "wash supplies",
            "animal feed",
            "fodder",
        ),
        "other",
    ),
}
"""Words for goods of the standards, besides their ids and names."""


def stage_of(text: str) -> Stage | None:
    """How far goods came by a word of a table; ``None`` where it is not known.

    Words that leave open whether goods were handed over, such as *completed*, mean no more than that they arrived.
    """
    return _BY_WORD.get(_without_part(text))


def is_in_part(text: str) -> bool:
    """Whether a word of a table says so of a part of the goods, and leaves open of how much."""
    return _without_part(text) != _plain(text)


def means_of(text: str) -> Means:
    """How goods travelled; empty where the word is not known."""
    return _MEANS.get(_plain(text), "")


def goods_of(text: str, named: Mapping[str, str]) -> tuple[str, ...]:
    """Ids of the goods that a text names; none where it names one that is not known, for it may then be anything.

    Parameters
    ----------
    named
        Ids of goods by their names, in lower case.
    """
    known = {**_ALSO, **{_plain(name): found for name, found in named.items()}}
    whole = _plain(text)
    if whole in known:
        return (known[whole],)
    found = [known.get(part, "") for part in _AND.split(whole)]
    return tuple(dict.fromkeys(found)) if all(found) else ()


def _without_part(text: str) -> str:
    """A word for how far goods came, without that a part of them did."""
    told = _plain(text)
    part = _IN_PART.fullmatch(told)
    return (part["word"] or part["before"]) if part else told


def _plain(text: str) -> str:
    return " ".join(re.split(r"[\s_-]+", text.casefold().strip()))
