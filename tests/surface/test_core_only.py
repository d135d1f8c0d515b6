"""A core installation: every bundled case and the template work; what needs an extra says how to install it."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import zipfile
from contextlib import closing
from importlib.metadata import packages_distributions

import pytest
from packaging.utils import canonicalize_name

from geleit.io.case.bundled import list_bundled
from runtime_packages import graph
from tests.surface.forking import Forks
from tests.surface.process import ROOT

pytestmark = pytest.mark.slow

CORE = set(graph())
BLOCKED = sorted(
    module
    for module, owners in packages_distributions().items()
    if not CORE & {canonicalize_name(owner) for owner in owners}
)
"""What can be imported here, and not where the core alone is installed."""

BLOCKER = f"""
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {BLOCKED!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Blocker())
"""
BLOCKING = BLOCKER + "from geleit.cli import main; main()"
SERVING = BLOCKER + "import runpy; runpy.run_module('tests.surface.forking', run_name='__main__')"


def core(*arguments, cwd, **env):
    """Run a command in a process that finds the packages of the core and no others."""
    command = [sys.executable, "-c", BLOCKING, *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env={**os.environ, **env})
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def works():
    """Runs commands as forks of a process that has never found other packages than those of the core."""
    with closing(Forks(dict(os.environ), ("-c", SERVING))) as forks:
        yield lambda *words, cwd: well(forks.run(list(words), cwd, dict(os.environ)))


def well(done):
    """What was done, if it was."""
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1), done.stderr  # 1: something is not met
    assert done.stdout
    return done


def test_what_is_blocked_is_what_extras_bring():
    assert {"osmium", "pyogrio", "pyarrow", "rasterio", "statsmodels", "pyvrp", "cryptography"} <= set(BLOCKED)
    assert not {"geleit", "numpy", "pyproj", "shapely", "ortools"} & set(BLOCKED)


@pytest.mark.parametrize("case", list_bundled())
def test_a_bundled_case_needs_no_extra(case, works, tmp_path):
    works("evacuate", case, "--gap", "100%", "--out", "out", cwd=tmp_path)  # the first plan will do
    works("assess", case, "ceasefire", cwd=tmp_path)
    works("assess", case, "aid", cwd=tmp_path)


def test_the_template_and_the_demo_need_no_extra(tmp_path):
    for words in (("new", "X", "--example"), ("check", "X")):
        well(core(*words, cwd=tmp_path))
    shutil.copytree(tmp_path / "X", tmp_path / "mariupol-2022")  # the demo is the bundled case, whatever folder is here
    (tmp_path / "mariupol-2022" / "case.toml").write_text("", encoding="utf-8")
    demo = core("demo", "--out", "demo", cwd=tmp_path)
    assert demo.returncode == 0, demo.stderr
    assert demo.stdout.startswith("mariupol-2022: who can be out by 2022-03-06 21:00")
    assert "\naleppo-2016: who can be out by 2016-08-04 00:00" in demo.stdout
    well(core("report", "X", "--out", "out", cwd=tmp_path))
    for folder in ("demo", "demo/aleppo-2016", "out"):
        assert (tmp_path / folder / "report.html").stat().st_size > 100_000


def test_the_core_reads_as_everything_does(tmp_path):
    """The same streets and proofs, whatever else is installed."""
    well(core("new", "X", "--example", cwd=tmp_path))
    said = [well(core("evacuate", "X", "--json", "--no-timings", cwd=tmp_path)).stdout]
    command = [sys.executable, "-m", "geleit", "evacuate", "X", "--json", "--no-timings"]
    said.append(subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).stdout)
    assert json.loads(said[0])
    assert said[0] == said[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("a b")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    [built] = folder.glob("*.whl")
    return built


def pip(*arguments):
    pytest.importorskip("pip")
    offline = ("--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", *offline, *arguments], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def unpacked(wheel, tmp_path_factory):
    """Folder with the wheel unpacked, as nobody noted where it came from."""
    folder = tmp_path_factory.mktemp("unpacked")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


@pytest.fixture(params=["wheel", "folder"])
def installed(request, wheel, tmp_path):
    """Where pip put Geleit, and what it was given."""
    origin = {"wheel": wheel, "folder": ROOT}[request.param]
    pip("--target", str(tmp_path / "site"), str(origin))
    return tmp_path / "site", origin


def told(done):
    assert (done.returncode, done.stdout) == (2, "")
    job, _, remedy = done.stderr.removesuffix("\n").partition(" needs packages that are not installed: ")
    assert job.startswith("geleit: ")
    return remedy


KEYGEN = ("source", "keygen", "key")


def test_a_missing_extra_names_the_folder_or_wheel(installed, tmp_path):
    site, origin = installed
    remedy = told(core(*KEYGEN, cwd=tmp_path, PYTHONPATH=str(site)))
    words = shlex.split(remedy)
    assert words == ["pip", "install", f"{origin}[evidence]"]
    pip("--dry-run", "--target", str(tmp_path / "again"), words[2])  # which is what pip understands


def test_a_folder_to_edit_is_named_as_one(unpacked, tmp_path):
    [about] = unpacked.glob("*.dist-info")
    noted = about / "direct_url.json"
    try:
        noted.write_text(json.dumps({"url": ROOT.as_uri(), "dir_info": {"editable": True}}), encoding="utf-8")
        remedy = told(core(*KEYGEN, cwd=tmp_path, PYTHONPATH=str(unpacked)))
        assert shlex.split(remedy) == ["pip", "install", "-e", f"{ROOT}[evidence]"]
        for other in ('{"url": "https://example.org/geleit.whl"}', "[", "null", '{"url": 1}'):
            noted.write_text(other, encoding="utf-8")
            remedy = told(core(*KEYGEN, cwd=tmp_path, PYTHONPATH=str(unpacked)))
            assert remedy == "pip install 'PATH[evidence]', where PATH is the folder or wheel of Geleit"
    finally:
        noted.unlink()


JOBS = {
    "streets": ("import", "osm", "a.osm", "--case", "X"),
    "incidents": ("import", "incidents", "a.xlsx", "--case", "X"),
    "convoy": ("convoy", "X"),
    "evidence": KEYGEN,
    "reader": ("read", "a.pdf", "--language", "en"),
}


@pytest.mark.parametrize("extra", JOBS)
def test_every_job_says_which_extra_it_needs(extra, works, unpacked, tmp_path):
    works("new", "X", "--example", cwd=tmp_path)
    for name in ("a.osm", "a.xlsx", "a.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.4 x" if name == "a.pdf" else b"<osm/>")
    remedy = told(core(*JOBS[extra], cwd=tmp_path, PYTHONPATH=str(unpacked)))
    assert remedy == f"pip install 'PATH[{extra}]', where PATH is the folder or wheel of Geleit"


def test_a_check_without_extras_writes_its_page_and_says_what_layers_need(tmp_path):
    well(core("new", "X", "--example", cwd=tmp_path))
    done = well(core("check", "X", "--out", "look", cwd=tmp_path))
    assert {file.name for file in (tmp_path / "look").iterdir()} == {"check.html", "manifest.json"}
    assert "writing layers for QGIS needs packages that are not installed: " in done.stdout
    assert "[streets]" in done.stdout
