"""The commands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn, TypeAlias

import typer

from geleit import __version__, workflow
from geleit.cli.certified import certified_json, of_when
from geleit.cli.compare import compare
from geleit.cli.convoy import convoy
from geleit.cli.evacuate import GAP_SHARE, effort_of, evacuate
from geleit.cli.exit_codes import complain
from geleit.cli.explain import explain
from geleit.cli.import_streets import importer
from geleit.cli.import_tables import import_deliveries, import_people
from geleit.cli.incidents import import_incidents, truce
from geleit.cli.ledger import ledger
from geleit.cli.negotiate import negotiate
from geleit.cli.new import new
from geleit.cli.progress import steps
from geleit.cli.read import read
from geleit.cli.record import announcements, baserate, precedents
from geleit.cli.reply import reply
from geleit.cli.sections import InSections
from geleit.cli.shared_options import (
    BudgetOption,
    CaseArgument,
    DeadlineOption,
    JsonOption,
    OutOption,
    PublicOption,
    SensitiveOption,
    TimingsOption,
    answered,
    as_options,
    moment_of,
    open_case,
    open_view,
    print_internal,
    print_json,
    shown,
    told,
    within,
)
from geleit.cli.source import source
from geleit.errors import CertificateError, IncompleteError, InputError, MissingExtraError, quoted
from geleit.io.public_folder import expect_public_folder
from geleit.model.figures import BUDGET_S
from geleit.model.part import Part

if TYPE_CHECKING:
    from geleit.model.answer import Proved
    from geleit.model.finding import Findings
    from geleit.model.public import View
    from geleit.workflow.results import CaseCheck

DEMO = "mariupol-2022"
BESIDE = "aleppo-2016"
"""The second case of the demo, in a folder of its own beside the first."""

app = typer.Typer(
    name="geleit",
    cls=InSections,
    help="Who could have left, by when? Certified answers about humanitarian corridors, from open data.",
    epilog="Exit codes: 0 nothing adverse, 1 adverse (evacuate: people who could not have left; assess: something not "
    "met, refuted or impossible; certify: it fails), 2 bad input or an answer that cannot be printed, 3 a fault of "
    "Geleit itself (please report it; GELEIT_DEBUG=1 shows the traceback), 130 stopped by Ctrl-C or at the end of what "
    "is typed, 141 the reader of a pipe went away. A report that is written ends with 0, whatever it says. Ctrl-C "
    "while evacuate proves or plans keeps the best so far, and the answer with it.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
importer.command("incidents")(import_incidents)
importer.command("deliveries")(import_deliveries)
importer.command("people")(import_people)
app.add_typer(importer, name="import")
app.add_typer(source, name="source")
app.add_typer(ledger, name="ledger")
app.command()(new)
app.command()(read)
app.command()(evacuate)
app.command()(negotiate)
app.command()(convoy)
app.command()(truce)
app.command()(compare)
app.command()(precedents)
app.command()(announcements)
app.command()(baserate)
app.command()(explain)
app.command()(reply)


Format: TypeAlias = Literal["text", "md", "json"]
"""Forms of printed findings."""


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)] = False,
) -> None:
    """Nothing but the option ``--version``."""
    if show:
        typer.echo(f"geleit {__version__}")
        raise typer.Exit


@app.command()
def demo(out: OutOption = Path("out"), public: PublicOption = False) -> None:
    """Assess two bundled cases and write their reports.

    First Mariupol 2022; Aleppo 2016 follows in a folder beside it.
    """
    from geleit.io.case.bundled import data_folder

    for name, folder in ((DEMO, out), (BESIDE, out / BESIDE)):
        case = str(data_folder() / name)  # not a folder of the same name that happens to be here
        _write_report(case, open_view(case, public=public, facilities=False), None, folder)


@app.command()
def check(
    case: CaseArgument,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Folder for a page and map layers that show what each row became: not to publish."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say what is wrong with a case, or what is in it.

    Reads its files and streets, and puts people and exits onto them. With a folder, check.html and check.gpkg (for
    QGIS) show what each row became there.
    """
    from geleit.report.geopackage import EXTRA
    from geleit.report.json.case_check import check_json
    from geleit.report.text.case_check import became_lines

    if out is not None:
        workflow.expect_outputs(out, "check.html", "check.gpkg")
    with steps() as begin:
        found = workflow.check_case(case, begin)
    for problem in found.problems:
        complain(str(problem))
    if found.case is None or found.became is None:
        if len(found.problems) > 1 and all(isinstance(problem, IncompleteError) for problem in found.problems):
            complain(
                f"{case} is not complete yet: begin with the first of these, then run geleit check {quoted(case)} again"
            )
        raise typer.Exit(2)
    view = workflow.internal_of(found.case)
    written: tuple[Path, ...] = ()
    if out is not None:
        written = workflow.write_check(out, view, found)
    if as_json:
        print_json(check_json(view, found.people, found.moved, found.warnings, found.became))
        return
    _print_check(found)
    if out is not None:
        for line in became_lines(found.became):
            typer.echo(f"  became      {shown(line)}")
        typer.echo(f"wrote {' and '.join(map(str, written))} (not for publication)")
        if len(written) == 1:
            typer.echo(str(MissingExtraError("writing layers for QGIS", EXTRA)))
    typer.echo(f"{case} is a valid case")


def _print_check(found: CaseCheck) -> None:
    from geleit.report.numbers import many, three
    from geleit.report.text.people import people_lines
    from geleit.report.text.streets import import_lines

    read = found.case
    assert read is not None  # noqa: S101 - what has problems is not printed
    typer.echo(f"{read.name}: {read.title}")
    typer.echo(f"  streets     {many(read.network.edges, 'piece')}")
    for line in import_lines(read.network):
        typer.echo(f"              {shown(line)}")
    typer.echo(f"  people      {three(*found.people)}")
    mean, most = found.moved.mean_m, found.moved.most_m
    typer.echo(f"              moved {mean:,.0f} m to a street on average, at most {most:,.0f} m")
    for line in people_lines(read.places, found.moved):
        typer.echo(f"              {shown(line)}")
    if found.apart:
        typer.echo(f"              up to {found.apart:,} stand apart from the main part of the streets")
    typer.echo(f"  exits       {len(read.exits)}, of which {found.exits_placed} with a place")
    typer.echo(f"  corridors   {len(read.corridors)}, pauses {len(read.pauses)}, closures {len(read.closures)}")
    reported = sum(len(incidents) for _, incidents in read.reported)
    typer.echo(f"  incidents   {len(read.incidents)}, and {reported:,} of {len(read.reported)} imported files")
    typer.echo(f"  statements  {len(read.statements)}, evidence {len(read.observations)}, sources {len(read.sources)}")
    for doubt in found.doubts:
        typer.echo(f"  look again  {shown(doubt)}")


@app.command()
def assess(
    case: CaseArgument,
    part: Annotated[Part, typer.Argument(help="Which checks.")] = "corridor",
    deadline: DeadlineOption = None,
    form: Annotated[Format, typer.Option("--format", help="How to print the findings.")] = "text",
    out: Annotated[
        Path, typer.Option("--out", help="Folder for the certificates of statements that are proved impossible.")
    ] = Path("out"),
    public: PublicOption = False,
    sensitive: SensitiveOption = False,
    as_json: JsonOption = False,
) -> None:
    """Check what was announced and said.

    Each finding comes with its evidence, claimant and source.
    """
    from geleit.io.proofs import names_of_certificates, write_certificates
    from geleit.report.json.answers import findings_json
    from geleit.report.numbers import many
    from geleit.report.text.markdown import render_findings_markdown
    from geleit.report.text.plain import render_findings, stamp_lines

    view = open_view(case, public=public, sensitive=sensitive)
    if part == "claims":
        workflow.expect_outputs(out)
        expect_public_folder(out, view)
    answer = answered(case, view, deadline) if part == "corridor" else None
    with within(case), steps() as begin:
        findings = workflow.assess_view(view, part, answer, begin)
    certificates: dict[str, Path] = {}
    if part == "claims":
        named = names_of_certificates(view, findings)
        about = {name: statement for statement, name in named.items()}
        with workflow.outputs_of("assess", out, named.values(), view, statements=about):
            certificates = {said: proof.path for said, proof in write_certificates(out, view, findings).items()}
    if as_json or form == "json":
        places = {said: told(view, out, path) for said, path in certificates.items()}
        print_json(findings_json(view, findings, places))
    elif part == "claims" and not findings:
        untested = "asserts nothing that can be tested: the column asserts of the table statements says what can"
        typer.echo(f"{view.case.name}: what is said in it ({many(len(view.case.statements), 'statement')}) {untested}")
        if view.left_out:
            typer.echo(stamp_lines(view))
    else:
        render = render_findings_markdown if form == "md" else render_findings
        typer.echo(render(view, findings))
        for path in certificates.values():
            typer.echo(f"wrote {path}")
    raise typer.Exit(1 if any(f.adverse for f in findings) else 0)


@app.command()
def report(
    case: CaseArgument,
    deadline: DeadlineOption = None,
    out: OutOption = Path("out"),
    form: Annotated[Format | None, typer.Option("--format", help="Print it instead of writing HTML.")] = None,
    budget: BudgetOption = f"{BUDGET_S:g}s",
    public: PublicOption = False,
    sensitive: SensitiveOption = False,
    timings: TimingsOption = True,
) -> None:
    """Write the report: one HTML file that opens anywhere.

    The certificate and the plan are written beside it.
    """
    view = open_view(case, public=public, sensitive=sensitive, facilities=False)
    if form is None:
        _write_report(case, view, deadline, out, budget)
    else:
        _print_report(case, view, deadline, form, budget, timings=timings)


@app.command()
def certify(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A certificate or plan, or a folder that Geleit wrote into.")
    ],
    case: Annotated[str | None, typer.Option("--case", help="Also check that it belongs to this case.")] = None,
    statement: Annotated[
        str | None, typer.Option("--claim", help="With --case: that it is about this statement of the case, by its id.")
    ] = None,
    deadline: Annotated[
        str | None, typer.Option("--deadline", help="With --case: when its time ends; default: the case's deadline.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Re-check a certificate or plan, without a solver.

    The checker is independent of what made it and uses whole numbers only. Of a folder it checks every proof, and that
    pages, tables and proofs in it belong together and are as they were written.
    """
    if statement is not None and case is None:
        raise InputError("--claim", "it needs --case", "name the case that holds the statement")
    if deadline is not None and case is None:
        raise InputError("--deadline", "it needs --case", "name the case that the proof is to be about")
    for option, value, what in (("--claim", statement, "statements"), ("--deadline", deadline, "times")):
        if value is not None and file.is_dir():
            raise InputError(option, f"a folder may hold proofs about many {what}", "name the file of one")
    if file.is_dir():
        _certify_folder(file, case, as_json=as_json)
    else:
        _certify_proof(file, case, statement, deadline, as_json=as_json)


def _certify_proof(
    file: Path, case: str | None, statement: str | None, deadline: str | None, *, as_json: bool
) -> NoReturn:
    from geleit.certify import certify as recheck
    from geleit.io.proofs import read_proof

    try:
        proof = read_proof(file)
    except CertificateError as problem:
        if as_json:
            print_internal(certified_json(file, None, problems=(str(problem),)))
        else:
            complain(str(problem))
            typer.echo(f"{file} FAILS")  # an exit code of 1 is given for what was printed only
        raise typer.Exit(problem.exit_code) from None
    result, tested = recheck(proof), ""
    compared = case is not None and result.holds
    if case is not None and result.holds:
        read = open_case(case)
        until = read.deadline if statement is None else None
        until = until if deadline is None else moment_of(deadline, read)
        with within(case), as_options(statement="--claim"):
            problems = workflow.problems_with(proof, read, statement, until)
            remarks = () if problems else workflow.remarks_on(proof, read)
        result = replace(result, problems=problems, advisories=(*result.advisories, *remarks))
        tested = "" if statement is None else workflow.tested_of(read, statement)
    if as_json:
        found = certified_json(file, proof, result.problems, result.confirmed, result.advisories, compared=compared)
        print_internal(found | ({"tested": tested} if tested else {}))
    else:
        if case is None:
            complain(
                f"{file}: not compared with a case: its streets, people, exits and conditions may be anybody's (--case)"
            )
        for line in result.confirmed:
            typer.echo(line)
        if tested and statement is not None and not result.problems:
            typer.echo(shown(f"about the statement {statement}: {tested}"))
        for line in result.problems:
            complain(f"{file}: {line}")
        for line in result.advisories:
            complain(f"{file}: advisory: {line}")
        typer.echo(f"{file} {'FAILS' if result.problems else 'holds'} ({of_when(proof)})")
    raise typer.Exit(1 if result.problems else 0)


def _certify_folder(folder: Path, case: str | None, *, as_json: bool) -> NoReturn:
    from geleit.report.numbers import many

    read = None if case is None else open_case(case)
    with steps() as begin:
        begin(f"checking {folder}", 1)
        found = workflow.certify_folder(folder, read)
    if as_json:
        files = [{"file": row.file, "run": row.command, "holds": not row.problems, "problems": list(row.problems),
                  "confirmed": list(row.confirmed), "advisories": list(row.advisories)}
                 for row in found.files]  # fmt: skip
        print_internal({"folder": str(folder), "about": list(found.about), "holds": found.holds,
                        "problems": list(found.problems), "files": files})  # fmt: skip
    else:
        for row in found.files:
            for line in row.confirmed:
                typer.echo(f"{row.file}: {line}")
            for line in row.problems:
                complain(f"{folder / row.file}: {line}")
            for line in row.advisories:
                complain(f"{folder / row.file}: advisory: {line}")
        for line in found.problems:
            complain(f"{folder}: {line}")
        checked = many(len(found.files), "file")
        typer.echo(f"{folder} {'holds' if found.holds else 'FAILS'} ({checked}, {', '.join(found.about)})")
    raise typer.Exit(0 if found.holds else 1)


def _all_findings(name: str, view: View, answer: Proved) -> Findings:
    with within(name), steps() as begin:
        return workflow.assess_view(view, None, answer, begin)


def _write_report(name: str, view: View, deadline: str | None, out: Path, budget: str = f"{BUDGET_S:g}s") -> None:
    from geleit.io.proofs import proof_names
    from geleit.report.text.deciding import deciding_lines
    from geleit.report.text.plain import render_answer

    workflow.expect_outputs(out, *proof_names(), "report.html")
    expect_public_folder(out, view)  # before the work
    answer = answered(name, view, deadline, effort_of(GAP_SHARE, budget))
    findings = _all_findings(name, view, answer)
    written = workflow.write_report(out, view, findings, (answer,))
    beside = [str(path.relative_to(out)) for path in written.proofs]
    first = deciding_lines(answer, workflow.place_in_record(view.case, answer.deadline), view.case.zone)
    typer.echo(render_answer(view, answer, first))
    listed = " and ".join(filter(None, [", ".join(beside[:-1]), beside[-1]]))
    typer.echo(
        f"wrote {written.page} (open it in a browser), with record.html, {listed} beside it; "
        f"re-check with: geleit certify {quoted(out)}"
    )


def _print_report(name: str, view: View, deadline: str | None, form: Format, budget: str, *, timings: bool) -> None:
    from geleit.report.json.answers import answer_json, findings_json
    from geleit.report.json.deciding import deciding_json
    from geleit.report.text.markdown import render_markdown
    from geleit.report.text.plain import render_text

    answer = answered(name, view, deadline, effort_of(GAP_SHARE, budget))
    findings = _all_findings(name, view, answer)
    if form == "json":
        deciding = deciding_json(answer, workflow.place_in_record(view.case, answer.deadline), None)
        told = answer_json(view, answer, None, None, timings=timings) | deciding
        print_json({**findings_json(view, findings), "answer": told})
    else:
        render = render_markdown if form == "md" else render_text
        typer.echo(render(view, findings, (answer,)))
