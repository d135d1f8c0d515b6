"""Words for Geleit's own codes, as a sentence writes them."""

from geleit.messages.language import Entry

WORDS: dict[str, Entry] = {
    # verdicts
    "word.met": "met",
    "word.not-met": "not met",
    "word.unknown": "unknown",
    "word.supported": "supported",
    "word.refuted": "refuted",
    "word.impossible": "impossible",
    "word.inconsistent": "inconsistent",
    "word.undetermined": "undetermined",
    # how people left
    "word.foot": "foot",
    "word.road": "road",
    "word.air": "air",
    "word.water": "water",
    "word.tunnel": "tunnel",
    "word.return": "going out and in again",
    "word.any": "any means",
    # where a figure comes from
    "word.published": "published",
    "word.derived": "derived",
    "word.assumption": "assumption",
    # which ends of all ranges
    "word.generous": "generous",
    "word.likely": "likely",
    "word.cautious": "cautious",
    # what proves how many could not leave
    "word.exit_seats": "exit seats",
    "word.beeline": "a straight line",
    "word.walking": "walking",
    "word.streets": "streets",
    # how far a load has come
    "word.planned": "planned",
    "word.dispatched": "dispatched",
    "word.arrived": "arrived",
    "word.unloaded": "unloaded",
    "word.removed": "removed",
    "word.lost": "lost",
    # what food holds
    "word.protein": "protein",
    "word.fat": "fat",
}
