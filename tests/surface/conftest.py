"""A fresh case to try the command line on, and the wheel that users install."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from tests.surface.process import ROOT, geleit

MEMORY = Path("/dev/shm")  # noqa: S108 - nothing that others could have put there is read

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
SWITCHES = (
    *(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--hide-scrollbars",
        "--window-size=1200,900",
    ),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cases")
    done = geleit("new", "mycase", "--example", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "wrote mycase: edit its files, then run: geleit check mycase"
    return folder / "mycase"


@pytest.fixture
def case(template, tmp_path):
    return Path(shutil.copytree(template, tmp_path / "mycase"))


@pytest.fixture
def case_in_memory(template):
    """The same where writing takes no time: whoever is killed loses nothing there that he would keep on a disk."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None, ignore_cleanup_errors=True) as folder:
        yield Path(shutil.copytree(template, Path(folder) / "mycase"))


@pytest.fixture(scope="session")
def unpacked_wheel(tmp_path_factory):
    """A folder with what the wheel puts on the path; nothing of the repository is in it.

    Kernels of the same sources are kept there, as after a first run; see test_read_only_cli for one that compiles them.
    """
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    [wheel] = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    for kept in (ROOT / "src").rglob("*.kernel"):
        there = folder / "site" / kept.relative_to(ROOT / "src")
        there.parent.mkdir(exist_ok=True)
        shutil.copy2(kept, there)
    return folder / "site"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """A headless browser; a test that needs it is skipped where there is none."""
    if not (BROWSER and DRIVER):
        pytest.skip("no chromium with chromedriver found")
    webdriver = pytest.importorskip("selenium.webdriver")
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for switch in (*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()
