"""What a reader proposes from an article: statements with their exact place, and nothing that anyone has confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias, get_args

from geleit.model.statement import Form
from geleit.model.statement_kind import Topic

Language: TypeAlias = Literal["de", "en"]
"""Languages that are read."""
LANGUAGES: tuple[Language, ...] = get_args(Language)
SpeakerKind = Literal["person", "government", "military", "agency", "document", "unknown"]
How = Literal["explicit", "inherited", "implicit"]
Mood = Literal["indicative", "subjunctive I", "subjunctive II", "imperative", "none"]


@dataclass(frozen=True)
class Speaker:
    """Who is said to have said it.

    Parameters
    ----------
    text
        The words of the article, whole: office, name and all. Empty where nobody is named.
    kind
        ``agency``: a news agency, a body of the United Nations or an aid organisation.
    role
        The office in those words, or empty.
    how
        ``explicit``: named beside the statement; ``inherited``: from the sentence before; ``implicit``: not named.
    start, end
        Where the words stand, in code points of the text read, end-exclusive; both 0 where nobody is named.
    """

    text: str
    role: str
    kind: SpeakerKind
    how: How
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Quantity:
    """A figure in a statement.

    Parameters
    ----------
    low, high
        The range that the words allow, ``None`` where they set no limit: *up to 300,000* has no low end.
    modifier
        Such as ``about``, ``up to``, ``at least``, ``more than``, ``between``, or empty.
    unit
        Such as ``people``, ``t``, ``trucks``, ``days``; the noun of the article where it is none of these.
    """

    text: str
    start: int
    end: int
    low: float | None
    high: float | None
    modifier: str
    unit: str


@dataclass(frozen=True)
class TimeMention:
    """A time in a statement.

    Parameters
    ----------
    earliest, latest
        What it can mean, half-open, without a zone; ``None`` where that is open.
    needs_anchor
        Whether the day of publication has to be known, as for *on Monday*, and was not given.
    """

    text: str
    start: int
    end: int
    earliest: datetime | None
    latest: datetime | None
    needs_anchor: bool


@dataclass(frozen=True)
class PlaceMention:
    """A place named in a statement, as the article spells it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Proposal:
    """A statement that the article reports, to be accepted, edited or rejected by a person.

    Parameters
    ----------
    start, end
        Code points of the text read, end-exclusive: ``text == article[start:end]``.
    outlet
        Who carries it between speaker and article, such as a news agency, or empty.
    cue
        The words that show it is a statement, or empty.
    rule
        Name of the rule that found it.
    confidence
        Share of this rule's proposals that were right when it was measured, 0 to 1; one half where it was not.
    """

    start: int
    end: int
    text: str
    speaker: Speaker
    outlet: str
    form: Form
    mood: Mood
    cue: str
    topics: tuple[Topic, ...]
    quantities: tuple[Quantity, ...]
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    rule: str
    confidence: float


@dataclass(frozen=True)
class AuthorSentence:
    """A sentence in the article's own voice that can be checked, as it has a topic and a figure."""

    start: int
    end: int
    text: str
    topics: tuple[Topic, ...]
    quantities: tuple[Quantity, ...]


@dataclass(frozen=True)
class Reading:
    """What a reader found in one text, in order of place."""

    language: Language
    proposals: tuple[Proposal, ...]
    author: tuple[AuthorSentence, ...]
