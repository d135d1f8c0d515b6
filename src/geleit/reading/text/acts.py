"""Acts that words do: ultimatums, amnesties and ceasefires are reported without the words in which they were given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geleit.model.proposal import How
from geleit.reading.text.found import Found, Span, form_of
from geleit.reading.text.sentences import Sentence

_ACT = re.compile(
    r"\b(?:stellte[n]?\b[^.]{0,80}\bUltimatum|ultimativ\b[^.]{0,40}\bforderte[n]?|"
    r"(?:verkündete|rief|kündigte|erklärte|vereinbarte|gewährte|erließ|bot)(?:n|en)?\b[^.]{0,80}\b"
    r"(?:Waffenruhe|Waffenstillstand|Feuerpause|Kampfpause|Amnestie|Straffreiheit|Evakuierung)|"
    r"(?:issued|gave|set|delivered)\b[^.]{0,60}\bultimatum|"
    r"(?:declared|announced|proclaimed|offered|granted|agreed to)\b[^.]{0,60}\b"
    r"(?:ceasefire|cease-fire|truce|pause|amnesty|safe passage|evacuation))\b"
)


def acts(text: str, sentence: Sentence) -> Iterator[Found]:
    """The whole sentence, where its verb is such an act and its subject stands before it."""
    found = _ACT.search(text, sentence.start, sentence.end)
    if found is None:
        return
    head = [word for word in sentence.clauses[0].words if word.end <= found.start()]
    speaker = Span(head[0].start, head[-1].end) if head and head[0].start == sentence.start else None
    form = form_of(sentence.quotations, sentence.start, sentence.end)
    cue = found[0].split()[0]
    how: How = "explicit" if speaker else "implicit"
    yield Found(sentence.start, sentence.end, speaker, how, "direct" if form == "direct" else "reported", cue, "act")
