"""Recipes that need several parts: all findings of a case, its report, a pause in a file, cases side by side.

The command line and the library call them; they print nothing and ask nobody. What is heavy is loaded when it is used.
"""

from geleit.record.selection import Selection
from geleit.workflow.all_findings import assess, assess_statements, parts_of, review_statements
from geleit.workflow.articles import read_article
from geleit.workflow.bags import export_bag
from geleit.workflow.case_check import check_case, grave_slips, write_check
from geleit.workflow.case_report import (
    WrittenReport,
    problems_with,
    remarks_on,
    tested_of,
    write_report,
    written_as,
)
from geleit.workflow.comparison import compare, write_comparison
from geleit.workflow.convoys import bound_convoys, plan_convoys, problems_with_plan
from geleit.workflow.echoes import Echo, echo_of, echo_of_draft
from geleit.workflow.evidence_check import verify_sources
from geleit.workflow.ledger_export import write_ledger, write_reviews
from geleit.workflow.negotiation import negotiate, write_negotiation
from geleit.workflow.outputs import FileCheck, FolderCheck, certify_folder, expect_outputs, output_about, outputs_of
from geleit.workflow.pause_in_file import judge_pause, pause_windows, write_pause
from geleit.workflow.questions import (
    enough_exits,
    enough_pause,
    enough_rate,
    evacuate,
    exposure,
    vary,
    write_departures,
    write_exit_values,
)
from geleit.workflow.record import announcements, base_rates, place_in_record, precedents
from geleit.workflow.replies import prepare_replies, write_replies
from geleit.workflow.views import (
    answer_public,
    answer_view,
    assess_view,
    internal_of,
    ledger_of,
    public_of,
    vary_view,
    view_of,
)

__all__ = [
    "Echo",
    "FileCheck",
    "FolderCheck",
    "Selection",
    "WrittenReport",
    "announcements",
    "answer_public",
    "answer_view",
    "assess",
    "assess_statements",
    "assess_view",
    "base_rates",
    "bound_convoys",
    "certify_folder",
    "check_case",
    "compare",
    "echo_of",
    "echo_of_draft",
    "enough_exits",
    "enough_pause",
    "enough_rate",
    "evacuate",
    "expect_outputs",
    "export_bag",
    "exposure",
    "grave_slips",
    "internal_of",
    "judge_pause",
    "ledger_of",
    "negotiate",
    "output_about",
    "outputs_of",
    "parts_of",
    "pause_windows",
    "place_in_record",
    "plan_convoys",
    "precedents",
    "prepare_replies",
    "problems_with",
    "problems_with_plan",
    "public_of",
    "read_article",
    "remarks_on",
    "review_statements",
    "tested_of",
    "vary",
    "vary_view",
    "verify_sources",
    "view_of",
    "write_check",
    "write_comparison",
    "write_departures",
    "write_exit_values",
    "write_ledger",
    "write_negotiation",
    "write_pause",
    "write_replies",
    "write_report",
    "write_reviews",
    "written_as",
]
