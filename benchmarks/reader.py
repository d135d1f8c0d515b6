"""The statement reader against annotated German news, beside two baselines, and on English sentences of our own.

    python benchmarks/reader.py [train|dev]

Reads ../shared/data/wikinews_de beside the repository (German news with annotated quotations, Universität Hamburg, CC
BY-NC-SA 4.0; nothing of it is part of Geleit), and says so where it is absent. Every annotation counts, of every type,
also those within another. A proposal and an annotation, from its first to its last part, match at an overlap (shared
characters by characters of either) of at least one half, each once, best overlaps first. A speaker is right when it
overlaps the annotated one by one half in the same sense, or is written the same; *within* is the laxer share of the
shorter one.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "wikinews_de"
ENGLISH = ROOT / "tests" / "unit" / "reading" / "english" / "english.jsonl"
HALF = 0.5
SURE = 0.8

Span = tuple[int, int]


@dataclass(frozen=True)
class Candidate:
    """A proposal, as far as it is scored."""

    span: Span
    speaker: Span | None
    rule: str
    confidence: float


@dataclass
class Score:
    """Counts of one part of the data."""

    proposed: Counter[str] = field(default_factory=Counter)
    matched: Counter[str] = field(default_factory=Counter)
    annotated: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    with_speaker: Counter[str] = field(default_factory=Counter)
    right_speaker: Counter[str] = field(default_factory=Counter)
    within_speaker: int = 0
    sure: int = 0
    sure_matched: int = 0

    @property
    def precision(self) -> float:
        """Share of proposals that match."""
        return ratio(self.matched.total(), self.proposed.total())

    @property
    def recall(self) -> float:
        """Share of annotations that are matched."""
        return ratio(self.found.total(), self.annotated.total())

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return ratio(2 * self.matched.total(), self.proposed.total() + self.annotated.total())

    @property
    def speaker(self) -> float:
        """Share of matches with an annotated speaker whose speaker is right."""
        return ratio(self.right_speaker.total(), self.with_speaker.total())

    @property
    def sure_precision(self) -> float:
        """Precision of the proposals with a confidence of at least 0.8."""
        return ratio(self.sure_matched, self.sure)


def ratio(part: float, whole: float) -> float:
    """Their quotient, 0 of nothing."""
    return part / whole if whole else 0.0


def overlap(one: Span, other: Span) -> float:
    """Shared characters by characters of either."""
    shared = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return shared / (one[1] - one[0] + other[1] - other[0] - shared) if shared else 0.0


def within(one: Span, other: Span) -> float:
    """Shared characters by characters of the shorter."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0])) / max(1, min(one[1] - one[0], other[1] - other[0]))


def hull(parts: list[list[int]]) -> Span:
    """From the first to the last part of an annotation."""
    return min(part[0] for part in parts), max(part[1] for part in parts)


def matches(proposed: list[Span], annotated: list[Span]) -> dict[int, int]:
    """Which proposal matches which annotation, best overlaps first, each once."""
    pairs = [
        (-overlap(one, other), i, j)
        for i, one in enumerate(proposed)
        for j, other in enumerate(annotated)
        if overlap(one, other) >= HALF
    ]
    chosen: dict[int, int] = {}
    for _, i, j in sorted(pairs):
        if i not in chosen and j not in chosen.values():
            chosen[i] = j
    return chosen


def score(articles: Iterable[dict], read: Callable[[str], list[Candidate]]) -> Score:
    """Score a reader on annotated articles."""
    total = Score()
    for article in articles:
        text, annotations = article["text"], article["annotations"]
        candidates = read(text)
        chosen = matches([c.span for c in candidates], [hull(a["quote"]) for a in annotations])
        total.annotated.update(a["type"] for a in annotations)
        total.found.update(annotations[j]["type"] for j in chosen.values())
        for i, candidate in enumerate(candidates):
            total.proposed[candidate.rule] += 1
            total.matched[candidate.rule] += i in chosen
            total.sure += candidate.confidence >= SURE
            total.sure_matched += candidate.confidence >= SURE and i in chosen
            if i in chosen and annotations[chosen[i]]["speaker"]:
                _score_speaker(total, text, candidate, hull(annotations[chosen[i]]["speaker"]))
    return total


def _score_speaker(total: Score, text: str, candidate: Candidate, annotated: Span) -> None:
    total.with_speaker[candidate.rule] += 1
    named = candidate.speaker
    if named:
        same = text[slice(*named)] == text[slice(*annotated)]
        total.right_speaker[candidate.rule] += same or overlap(named, annotated) >= HALF
        total.within_speaker += same or within(named, annotated) >= HALF


def reader(language: str | None) -> Callable[[str], list[Candidate]]:
    """Geleit's reader."""
    from geleit.reading import read_statements

    def read(text: str) -> list[Candidate]:
        return [
            Candidate(
                (p.start, p.end), (p.speaker.start, p.speaker.end) if p.speaker.text else None, p.rule, p.confidence
            )
            for p in read_statements(text, language=language).proposals
        ]

    return read


def quotation_marks(text: str) -> list[Candidate]:
    """Baseline: all that stands in quotation marks."""
    from geleit.reading.text.quotations import find_quotations

    return [Candidate((q.start, q.end), None, "quotation marks", 0) for q in find_quotations(text)]


def telling_sentences(text: str) -> list[Candidate]:
    """Baseline: every sentence with a verb of saying."""
    from geleit.reading.german.verbs import telling
    from geleit.reading.text.quotations import find_quotations
    from geleit.reading.text.sentences import lay_out

    return [
        Candidate((sentence.start, sentence.end), None, "verb of saying", 0)
        for sentence in lay_out(text, find_quotations(text))
        if any(telling(clause) for clause in sentence.clauses)
    ]


def english(path: Path = ENGLISH) -> tuple[int, int, int, int]:
    """On English sentences of our own: expected, proposed, matched, of these with the right speaker."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    expected = proposed = matched = right = 0
    for row in rows:
        text, spans = row["text"], []
        for statement in row["statements"]:
            start = text.index(statement["text"])
            spans.append((start, start + len(statement["text"])))
        candidates = reader("en")(text)
        chosen = matches([c.span for c in candidates], spans)
        expected, proposed, matched = expected + len(spans), proposed + len(candidates), matched + len(chosen)
        for i, j in chosen.items():
            named = candidates[i].speaker
            right += (text[slice(*named)] if named else "") == row["statements"][j]["speaker"]
    return expected, proposed, matched, right


def articles(part: str) -> list[dict]:
    """Annotated articles of one part of the data."""
    with gzip.open(DATA / f"{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main() -> None:
    """Print all tables."""
    if not DATA.exists():
        sys.exit("the annotated articles are not here: ../shared/data/wikinews_de, beside the repository")
    part = sys.argv[1] if len(sys.argv) > 1 else "train"
    began = time.perf_counter()
    rows = articles(part)
    hundred = time.perf_counter()
    read = reader("de")
    for row in rows[:100]:
        read(row["text"])
    seconds = time.perf_counter() - hundred
    total = score(rows, read)
    print(f"{part}: {len(rows)} articles, {total.annotated.total()} annotations; 100 articles in {seconds:.1f} s\n")
    print("| rule | proposed | precision | speaker right |\n|---|---|---|---|")
    for rule, count in total.proposed.most_common():
        speaker = ratio(total.right_speaker[rule], total.with_speaker[rule])
        print(f"| {rule} | {count} | {total.matched[rule] / count:.2f} | {speaker:.2f} of {total.with_speaker[rule]} |")
    print("\n| type | annotated | recall |\n|---|---|---|")
    for name, count in total.annotated.most_common():
        print(f"| {name} | {count} | {total.found[name] / count:.2f} |")
    print("\n| reader | proposed | precision | recall | F1 | speaker right |\n|---|---|---|---|---|---|")
    lax = ratio(total.within_speaker, total.with_speaker.total())
    for name, one in (
        ("Geleit", total),
        ("quotation marks only", score(rows, quotation_marks)),
        ("every sentence with a verb of saying", score(rows, telling_sentences)),
    ):
        speaker = f"{one.speaker:.3f} (within: {lax:.3f})" if one is total else "-"
        print(
            f"| {name} | {one.proposed.total()} | {one.precision:.3f} | {one.recall:.3f} | {one.f1:.3f} | {speaker} |"
        )
    print(f"\nconfidence of at least {SURE}: {total.sure} proposals, precision {total.sure_precision:.3f}")
    expected, proposed, matched, right = english()
    print(
        f"English, own sentences (so flattering): {expected} statements, {proposed} proposed, {matched} matched, "
        f"{right} of these with the right speaker"
    )
    print(f"all in {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
