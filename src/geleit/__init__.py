"""Geleit: who could have left, by when? Certified answers about humanitarian corridors.

>>> import geleit
>>> case = geleit.read_case("aleppo-2016")
>>> answer = geleit.evacuate(case, deadline="2016-08-04T00:00+03:00")
>>> assert geleit.certify(answer.certificate).holds
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from geleit.certify import Check
from geleit.errors import (
    ArgumentError,
    CaseError,
    CertificateError,
    GeleitError,
    InputError,
    MissingExtraError,
    StreetsError,
)
from geleit.library.answers import (
    bound_convoys,
    certify,
    certify_folder,
    evacuate,
    evacuate_public,
    find_exits,
    find_pause,
    find_rate,
    negotiate,
    plan_convoys,
    trade_off,
    what_if,
)
from geleit.library.cases import (
    check_case,
    import_deliveries,
    import_incidents,
    import_people,
    import_streets,
    new_case,
    new_drill,
    public_case,
    read_case,
)
from geleit.library.findings import assess, compare, explain, judge_pause, prepare_replies, read_article
from geleit.library.ledger import accept_edits, add_statement, correct_statement, export_statements, import_statements
from geleit.library.pages import (
    write_check,
    write_comparison,
    write_convoy,
    write_departures,
    write_exit_values,
    write_negotiation,
    write_pause,
    write_replies,
    write_report,
)
from geleit.library.record import announcements, base_rates, precedents
from geleit.library.sources import (
    copy_source,
    export_sources,
    import_sources,
    keep_source,
    list_sources,
    make_keys,
    verify_sources,
)
from geleit.model.version import VERSION

if TYPE_CHECKING:
    from geleit.io.evidence.bag import Bag
    from geleit.io.evidence.capture import Captured
    from geleit.io.evidence.log_line import Entry
    from geleit.io.evidence.receive import Received
    from geleit.io.evidence.verify import SourceCheck
    from geleit.io.incidents.into_case import ImportedIncidents
    from geleit.io.ledger.chained import Accepted
    from geleit.io.streets.into_case import ImportedStreets
    from geleit.model.aid import AidFinding
    from geleit.model.answer import Answer, PublicAnswer
    from geleit.model.case import Case
    from geleit.model.certificate import Certificate
    from geleit.model.concession import Negotiation
    from geleit.model.convoy import ConvoyBound, ConvoyPlan
    from geleit.model.finding import Evidence, Finding, Findings, StatementFinding
    from geleit.model.pause_finding import PauseFinding
    from geleit.model.plan import Plan
    from geleit.model.proposal import Proposal
    from geleit.model.public import PublicCase
    from geleit.model.reply import Replies, ReplySheet
    from geleit.model.statement import Statement
    from geleit.model.whatif import Enough, EnoughExits, EnoughPause, ExposurePoint, Variation
    from geleit.record.found import AnnouncementsFound, BaseRatesFound, PrecedentsFound
    from geleit.workflow.outputs import FolderCheck
    from geleit.workflow.results import CaseCheck, Comparison, PauseJudgement, ReadArticle

__version__ = VERSION

__all__ = [
    "Accepted",
    "AidFinding",
    "AnnouncementsFound",
    "Answer",
    "ArgumentError",
    "Bag",
    "BaseRatesFound",
    "Captured",
    "Case",
    "CaseCheck",
    "CaseError",
    "Certificate",
    "CertificateError",
    "Check",
    "Comparison",
    "ConvoyBound",
    "ConvoyPlan",
    "Enough",
    "EnoughExits",
    "EnoughPause",
    "Entry",
    "Evidence",
    "ExposurePoint",
    "Finding",
    "Findings",
    "FolderCheck",
    "GeleitError",
    "ImportedIncidents",
    "ImportedStreets",
    "InputError",
    "MissingExtraError",
    "Negotiation",
    "PauseFinding",
    "PauseJudgement",
    "Plan",
    "PrecedentsFound",
    "Proposal",
    "PublicAnswer",
    "PublicCase",
    "ReadArticle",
    "Received",
    "Replies",
    "ReplySheet",
    "SourceCheck",
    "Statement",
    "StatementFinding",
    "StreetsError",
    "Variation",
    "accept_edits",
    "add_statement",
    "announcements",
    "assess",
    "base_rates",
    "bound_convoys",
    "certify",
    "certify_folder",
    "check_case",
    "compare",
    "copy_source",
    "correct_statement",
    "evacuate",
    "evacuate_public",
    "explain",
    "export_sources",
    "export_statements",
    "find_exits",
    "find_pause",
    "find_rate",
    "import_deliveries",
    "import_incidents",
    "import_people",
    "import_sources",
    "import_statements",
    "import_streets",
    "judge_pause",
    "keep_source",
    "list_sources",
    "make_keys",
    "negotiate",
    "new_case",
    "new_drill",
    "plan_convoys",
    "precedents",
    "prepare_replies",
    "public_case",
    "read_article",
    "read_case",
    "trade_off",
    "verify_sources",
    "what_if",
    "write_check",
    "write_comparison",
    "write_convoy",
    "write_departures",
    "write_exit_values",
    "write_negotiation",
    "write_pause",
    "write_replies",
    "write_report",
]

if not TYPE_CHECKING:  # or a name that is misspelt would be no error to a type checker
    # types are imported when they are asked for, so that the checker and --help load no numerical library
    _HOMES = {
        "geleit.io.evidence.bag": ("Bag",),
        "geleit.io.evidence.capture": ("Captured",),
        "geleit.io.evidence.log_line": ("Entry",),
        "geleit.io.evidence.receive": ("Received",),
        "geleit.io.evidence.verify": ("SourceCheck",),
        "geleit.io.incidents.into_case": ("ImportedIncidents",),
        "geleit.io.ledger.chained": ("Accepted",),
        "geleit.io.streets.into_case": ("ImportedStreets",),
        "geleit.model.aid": ("AidFinding",),
        "geleit.model.answer": ("Answer", "PublicAnswer"),
        "geleit.model.case": ("Case",),
        "geleit.model.certificate": ("Certificate",),
        "geleit.model.concession": ("Negotiation",),
        "geleit.model.convoy": ("ConvoyBound", "ConvoyPlan"),
        "geleit.model.finding": ("Evidence", "Finding", "Findings", "StatementFinding"),
        "geleit.model.pause_finding": ("PauseFinding",),
        "geleit.model.plan": ("Plan",),
        "geleit.model.proposal": ("Proposal",),
        "geleit.model.public": ("PublicCase",),
        "geleit.model.reply": ("Replies", "ReplySheet"),
        "geleit.model.statement": ("Statement",),
        "geleit.model.whatif": ("Enough", "EnoughExits", "EnoughPause", "ExposurePoint", "Variation"),
        "geleit.record.found": ("AnnouncementsFound", "BaseRatesFound", "PrecedentsFound"),
        "geleit.workflow.outputs": ("FolderCheck",),
        "geleit.workflow.results": ("CaseCheck", "Comparison", "PauseJudgement", "ReadArticle"),
    }

    def __getattr__(name: str) -> object:
        home = next((home for home, names in _HOMES.items() if name in names), None)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = getattr(import_module(home), name)
        return globals()[name]

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
