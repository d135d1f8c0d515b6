"""Recipes that need several parts: all findings of a case, its report, a pause in a file, cases side by side.

The command line and the library call them; they print nothing and ask nobody. What is heavy is loaded when it is used.
"""

from geleit.workflow.all_findings import Reviews, assess, assess_statements, parts, parts_of, review_statements
from geleit.workflow.articles import read_article
from geleit.workflow.case_check import check_case
from geleit.workflow.case_report import WrittenReport, problems_with, write_report
from geleit.workflow.comparison import compare
from geleit.workflow.convoys import plan_convoys
from geleit.workflow.pause_in_file import judge_pause, pause_windows
from geleit.workflow.progress import Progress, silent
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

__all__ = [
    "Progress",
    "Reviews",
    "WrittenReport",
    "assess",
    "assess_statements",
    "check_case",
    "compare",
    "enough_exits",
    "enough_pause",
    "enough_rate",
    "evacuate",
    "exposure",
    "judge_pause",
    "parts",
    "parts_of",
    "pause_windows",
    "plan_convoys",
    "problems_with",
    "read_article",
    "review_statements",
    "silent",
    "vary",
    "write_departures",
    "write_exit_values",
    "write_report",
]
