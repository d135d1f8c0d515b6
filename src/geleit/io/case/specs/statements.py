"""The ledger: who said what, when, and where. Nothing heavy is imported, as the command line makes options of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from geleit.io.case.columns import (
    Amount,
    Choice,
    EndTime,
    Id,
    Language,
    Line,
    Number,
    Sha256,
    Subjects,
    Text,
    Time,
    Yes,
)
from geleit.io.case.specs.usual import ID, NOTE, SOURCE
from geleit.io.case.table_spec import NO_OPTION, Table, Values, parts_of
from geleit.model.finding import OPERATION
from geleit.model.statement import OWN_WORD, Extent, Form, Means, Stage, Statement, Wording
from geleit.model.statement_kind import ANYTHING, ASSERTIONS, StatementKind, kind_of

if TYPE_CHECKING:
    from geleit.io.case.context import Context
    from geleit.io.case.record import Record

REFERRED_TO = ("sources", "parties", *ANYTHING, "statements")
"""Tables that a statement can name something of."""


def _tables_of(record: Record) -> tuple[str, ...]:
    asserts = record.choice("asserts", ASSERTIONS, None)
    return kind_of(asserts).about if asserts else ANYTHING


def _settle(record: Record, values: Values, context: Context) -> None:
    if values["asserts"]:
        _expect_what_its_kind_needs(record, kind_of(values["asserts"]), denied=values["denies"])
    since, until = values["since"], values["until"]
    if since is not None and until is not None and until <= since:
        raise record.fault("until", f"it is not after since ({since.isoformat()})", "windows are half-open")
    values["wording"] = _wording(record, values)


def _expect_what_its_kind_needs(record: Record, kind: StatementKind, *, denied: bool) -> None:
    for field in kind.needs:
        if not record.has(field):
            raise record.fault(field, f"missing, and a statement that asserts {kind.name} needs it")
    if denied and not kind.deniable:
        raise record.fault("denies", f"a statement that asserts {kind.name} is denied by another figure, not by yes")


def _wording(record: Record, values: Values) -> Wording | None:
    made = Wording(**parts_of(values, "wording"))
    if not made.text:
        for field in (name for name in STATEMENTS.names if name.startswith("wording_")):
            if record.has(field):
                raise record.fault("wording", f"missing, and {field} says where it stands", "give the words themselves")
        return None
    if (made.start is None) != (made.end is None):
        field = "wording_start" if made.start is None else "wording_end"
        raise record.fault(field, "missing", "give both wording_start and wording_end, or neither")
    if made.start is not None and made.end is not None and made.end <= made.start:
        raise record.fault("wording_end", f"expected more than wording_start, {made.start:,}, found {made.end:,}")
    return made


def _place_in(name: str, about: str) -> Number:
    """Where words stand in a text."""
    return Number(
        name, about, unit="code points", whole=True, shown=False, option=NO_OPTION,
        into=name.replace("_", "."),
    )  # fmt: skip


STATEMENTS = Table(
    "statements",
    about="The ledger: who said what, when, and where it was read. Claimants who disagree stand in rows of their own. "
    "A row is never rewritten when somebody corrects themselves: the correction is a new row that points to the old "
    "one.",
    columns=(
        replace(ID, option_about="id of the new entry; default: made of speaker and day"),
        Text("speaker", "who said it: a public figure, an office or an organisation", required=True),
        Text("role", "office of the speaker"),
        Id("party", "whom the speaker speaks for", of=("parties",)),
        Time("at", "when it was said"),
        Text("text", "what was said, quoted or in your own words", required=True),
        Text(
            "topic",
            "such as `corridor`, `departures`, `pause`, `shelter`, `aid`, `population`; `aftermath` for what somebody "
            "says followed, which `geleit compare` shows",
        ),
        Subjects(
            "about",
            "what it is about, several separated by `;`, or `operation` for all corridors or all people of the case; "
            "empty where that is not said",
            of=ANYTHING,
            also=(OPERATION,),
            among=_tables_of,
        ),
        Amount("quantity", "the figure in it", unit_in="quantity_unit"),
        Text(
            "quantity_unit",
            "what the figure counts, such as people; needed with a quantity",
            into="quantity.unit",
            option="--unit",
        ),
        Yes(
            "or_more", 'the figure is only the least, as in "more than 200"', shown=False, option="--or-more/--no-more"
        ),
        Amount("days", "for how many days, where it says that a delivery is enough for so many people", unit="days"),
        Yes(
            "full_rations",
            "it says that full rations are meant, of a delivery that is enough for so many people",
            shown=False,
            option="--full-rations/--any-rations",
        ),
        Choice("asserts", "what of it can be checked; empty when nothing can", among=ASSERTIONS),
        Yes(
            "denies",
            "it says the opposite of what `asserts` names, such as that a corridor is shut",
            shown=False,
            option="--denies/--affirms",
        ),
        Time("since", "start of the time it speaks of; by default of the case", shown=False),
        EndTime(
            "until",
            "end of the time it speaks of, by default when it was said; of a deadline, the deadline; a date is the end "
            "of that day",
        ),
        Choice(
            "stage",
            "of people who left: they passed an exit, or came to where they went",
            among=get_args(Stage),
            default="departed",
            shown=False,
        ),
        Line(
            "whom",
            "who is counted, whom a deadline is for, for whom it is open or who kept a pause, such as `civilians`, "
            "`fighters` or `everyone`",
        ),
        Choice(
            "by",
            "how people left, or could; `return` where some went in and out, `any` where all ways are meant",
            among=get_args(Means),
            shown=False,
            option="--means",
        ),
        Choice(
            "extent",
            "whether the figure is of that one time (`once`), or counts all since the beginning (`total`); of what is "
            "open, `once` where that is said of some time, not of all of it",
            among=get_args(Extent),
            shown=False,
        ),
        Id("part_of", "the total of which this figure is a part", of=("statements",), shown=False),
        Yes(
            "complete",
            "the parts of this total are all its parts, as the source gives them",
            shown=False,
            option="--complete/--in-part",
        ),
        Yes(
            "disjoint",
            "nobody is in two parts of this total",
            shown=False,
            option="--disjoint/--overlapping",
        ),
        Id("corrects", "the one that this takes the place of", of=("statements",), option=NO_OPTION),
        Id(
            "repeats",
            "the statement of somebody else that this one only passes on; `none` where somebody has looked and it is "
            "the speaker's own count or sight; while it is empty, a figure that another gave before supports nothing",
            of=("statements",),
            also=(OWN_WORD,),
            shown=False,
        ),
        Yes(
            "words_checked",
            "somebody has read the words where they stand, and they say just what the columns of this row say: nothing "
            "less, nothing else, and not as a question, denial, hearsay or plan; until then nothing is decided by it",
            option="--words-checked/--words-unchecked",
        ),
        Yes(
            "admits",
            "the speaker tells of an act of its own side",
            shown=False,
            option="--admits/--accuses",
        ),
        Line("outlet", "who carried it, such as a news agency", shown=False),
        Choice("form", "how the source gives it", among=get_args(Form), shown=False),
        Text("wording", "the words of the source that it rests on", into="wording.text", shown=False),
        Language(
            "wording_language",
            "in which they are written",
            into="wording.language",
            shown=False,
        ),
        Number(
            "wording_page",
            "on which they begin, in a source that has pages",
            unit="page",
            least=1,
            whole=True,
            into="wording.page",
            shown=False,
        ),
        _place_in("wording_start", "where they begin in the [decoded file](articles.md)"),
        _place_in("wording_end", "where they end, not included"),
        Text("wording_before", "a few words before them", into="wording.before", shown=False, option=NO_OPTION),
        Text("wording_after", "a few words after them", into="wording.after", shown=False, option=NO_OPTION),
        Sha256(
            "wording_sha256",
            "hash of the captured original that was read",
            into="wording.sha256",
            shown=False,
            option=NO_OPTION,
        ),
        Line(
            "entered_by",
            "who put it into the ledger after reading the source, such as an office",
            shown=False,
            option="--by",
        ),
        Time("entered_at", "when", shown=False, option=NO_OPTION),
        Yes(
            "sensitive",
            "kept out of whatever is made for the public",
            shown=False,
            option="--sensitive/--not-sensitive",
        ),
        replace(SOURCE, about="where it was read", required=True),
        NOTE,
    ),
    makes=Statement,
    settle=_settle,
)
