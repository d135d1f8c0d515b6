"""The tests on each Python that is installed, and with the lowest versions that pyproject.toml promises.

``nox`` runs both, ``nox -s tests-3.13`` or ``nox -s lowest`` one of them; arguments after ``--`` go to pytest.
"""

from __future__ import annotations

import nox

nox.needs_version = ">=2026.10.20"
nox.options.default_venv_backend = "uv"
nox.options.download_python = "never"  # what is installed counts

PYTHONS = nox.project.python_versions(nox.project.load_toml("pyproject.toml"))
"""Those that the classifiers name; one that is not installed is skipped."""


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The newest version of everything."""
    session.install("--upgrade", "-e", ".[all,dev]")
    run(session)


@nox.session(python=PYTHONS[0])
def lowest(session: nox.Session) -> None:
    """The lowest version of everything that is named in pyproject.toml."""
    session.install("--resolution", "lowest-direct", "-e", ".[all,dev]")
    run(session)


def run(session: nox.Session) -> None:
    """Run the tests; kernels are kept for each environment, since versions of numba do not share them."""
    cache = session.create_tmp()
    session.run(
        "pytest",
        "-n",
        "2",
        "--dist",
        "loadfile",
        "--no-loadscope-reorder",
        *session.posargs,
        env={"NUMBA_CACHE_DIR": cache},
    )
