"""Nothing public tells where shelters and facilities are, or who spoke in confidence: an attack, and a proof of why.

The proof is the stronger: two towns that differ in their secrets alone have the same public outputs to the letter, so
no program whatever can tell them apart. The attack shows that its adversary is a good one: from what is not for
publication it finds every secret.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from geleit.cli.commands import app
from geleit.io.case.casefile import read_case
from geleit.model.part import PARTS
from geleit.workflow.ledger_export import LEDGER_FORMS
from tests.adversary import Adversary, metres
from tests.deep import deep
from tests.secret_town import write_secret_town

pytestmark = pytest.mark.slow

SEEDS = (1, *deep(2))
DEADLINES = ("2024-05-01T16:00", "2024-05-02T12:00", "2024-05-04T00:00")


def openings(network, across):
    """What if an exit were opened here, or there: all over the town, so many from west to east and south to north."""
    spread = [np.linspace(axis.min(), axis.max(), across + 2)[1:-1] for axis in (network.lon, network.lat)]
    return [f"open:{lon:.4f},{lat:.4f}=800" for lon in spread[0] for lat in spread[1]]


def run(*arguments, allowed=(0, 1)):
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code in allowed, (arguments, done.output)
    return done.stdout


def everything(network, *, public):
    """All that the commands print and write about the town in this folder."""
    options = room = ("--public",)
    if not public:
        options, room = (), ("--with-sensitive",)
    printed = {}
    for part in PARTS:
        printed[f"assess {part}"] = run("assess", "town", part, "--format", "json", "--out", f"a-{part}", *room)
    for deadline in DEADLINES:
        name = deadline.replace(":", "")
        across = 4 if public and deadline == DEADLINES[-1] else 2
        asked = [word for change in openings(network, across) for word in ("--what-if", change)]
        evacuate = ("evacuate", "town", "--deadline", deadline, "--json", "--budget", "0.2s", "--out", f"e-{name}")
        plans = () if public else ("--departures",)
        printed[f"evacuate {deadline}"] = run(*evacuate, "--exit-value", "800", *asked, *plans, *options)
        printed[f"report {deadline}"] = run("report", "town", "--deadline", deadline, "--out", f"r-{name}", *room)
    for form in ("json", "md", "text"):
        printed[f"report {form}"] = run("report", "town", "--format", form, *room)
    printed["convoy"] = run("convoy", "town", "--iterations", "5", "--out", "convoy", "--json", *options)
    printed["compare"] = run("compare", "town", "--out", "compare", "--json", *room)
    printed["reply"] = run("reply", "town", "--out", "reply", "--json", *room)
    printed["ledger"] = run("ledger", "list", "town", "--json", *room)
    for form in LEDGER_FORMS:
        if form == "csv" or public:
            printed[f"export {form}"] = run(
                "ledger", "export", "town", "--as", form, "--out", f"ledger-{form}", *room, allowed=(0,)
            )
    written = {
        str(path): path.read_text(encoding="utf-8")
        for path in sorted(Path().rglob("*"))
        if path.is_file() and path.parts[0] != "town"
    }
    return {**printed, **written}


@pytest.fixture(scope="module", params=SEEDS)
def towns(request, tmp_path_factory):
    """What is told of two towns that differ in their secrets, with those secrets and what an adversary knows."""
    found = []
    with pytest.MonkeyPatch.context() as patch:
        for secrets in (10 * request.param, 10 * request.param + 1):
            home = tmp_path_factory.mktemp("town")
            patch.chdir(home)
            truth = write_secret_town(Path("town"), request.param, secrets)
            case = read_case("town")
            known = [(row.start, (row.lon, row.lat)) for row in case.incidents]
            adversary = Adversary(case.network, known, len(truth.hospitals), len(truth.shelters))
            found.append((truth, adversary, everything(case.network, public=True), home))
    return found


def test_two_towns_that_differ_in_their_secrets_have_the_same_public_outputs(towns):
    (one, _, said_of_one, _), (other, _, said_of_other, _) = towns
    assert one != other
    assert said_of_one.keys() == said_of_other.keys()
    assert [name for name, text in said_of_one.items() if said_of_other[name] != text] == []


def without_columns(text: str) -> str:
    """A text; of a proof without its columns, whose bytes are whole numbers and may spell any word by chance."""
    return text.partition('"columns": {')[0] if text.startswith('{"seal"') else text


def test_no_public_output_holds_a_name_that_must_stay(towns):
    for truth, _, outputs, _ in towns:
        hidden = {part for name in (*truth.speakers, *truth.words) for part in (name, name.split()[-1])}
        hidden |= {name.casefold().replace(" ", "-") for name in truth.words} | {"desk-2", "Harbour stairs at night"}
        for name, text in outputs.items():
            folded = without_columns(text).casefold()
            assert [word for word in hidden if len(word) > 1 and word.casefold() in folded] == [], name


def test_from_public_outputs_an_adversary_finds_nothing_that_it_does_not_guess_without_them(towns):
    for truth, adversary, outputs, _ in towns:
        guess, blind = adversary.guess(outputs), adversary.guess({})
        for kind in ("hospitals", "shelters"):
            for at in getattr(truth, kind):
                found = min(metres(at, position) for position in getattr(guess, kind))
                without = min(metres(at, position) for position in getattr(blind, kind))
                assert found >= without
                assert found >= 1000 or without < 1000


@pytest.mark.parametrize("towns", SEEDS[:1], indirect=True)
def test_from_what_is_not_for_publication_the_same_adversary_finds_everything(towns):
    truth, adversary, _, home = towns[0]
    (home / "room").mkdir()
    (home / "room" / "town").symlink_to(home / "town")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home / "room")
        outputs = everything(adversary.network, public=False)
    guess = adversary.guess(outputs)
    for at in truth.shelters:
        assert min(metres(at, position) for position in guess.shelters) < 100
    for at in truth.hospitals:
        assert min(metres(at, position) for position in guess.hospitals) < 500
    assert all(any(name in text for text in outputs.values()) for name in truth.speakers)


def test_public_outputs_are_the_same_each_time(towns):
    _, _, outputs, home = towns[0]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        again = run("report", "town", "--format", "json", "--public")
    assert again == outputs["report json"]
