"""The project's tasks. `nox -l` lists them, `nox -s NAME` runs one, `nox` runs the quick ones."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import nox

ROOT = Path(__file__).parent
PYTHONS = ["3.11", "3.12", "3.13"]
FREE_THREADED = ["3.13t", "3.14t"]
TOOLCHAIN = ".ci/toolchain.txt"
PAGES = ["README.md", "README.zh.md", "docs"]  # whose examples run
PROJECT = nox.project.load_toml("pyproject.toml")["project"]
TESTED_WITH = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
TEST_TOOLS = ("pytest", "hypothesis", "sybil")  # any of the supported ones finds the same
FLOORS = [one.replace(">=", "==") + ".*" for one in TESTED_WITH if not one.startswith(TEST_TOOLS)]

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.sessions = ["lint", "typing", "tests", "doctest", "docs"]


def dev_requirements(*names: str) -> list[str]:
    """Return these tools as the `dev` extra asks for them."""
    lines = PROJECT["optional-dependencies"]["dev"]
    return [line for name in names for line in lines if line.startswith((f"{name}=", f"{name}>"))]


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting and which room knows which; `-- --fix` repairs what it can."""
    session.install(*dev_requirements("ruff", "import-linter"))
    fix = "--fix" in session.posargs
    session.run("ruff", "check", *(["--fix"] if fix else []))
    session.run("ruff", "format", *([] if fix else ["--check", "--diff"]))
    session.run("lint-imports", "--no-cache")


@nox.session(python="3.11")
def typing(session: nox.Session) -> None:
    """Check types on the oldest supported Python, and the small programs in tests/typecheck."""
    tools = dev_requirements("mypy", "pandas-stubs", "scipy-stubs")
    session.install("-e", ".[frames,test]", *tools, "-c", TOOLCHAIN)
    session.run("mypy")
    if (ROOT / "tests/typecheck").is_dir():
        session.run("mypy", "tests/typecheck")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests and demand that they pass through every branch of nps/."""
    session.install("-e", ".[test]")
    session.run("pytest", "--cov", "--cov-report=term-missing:skip-covered", *session.posargs)


@nox.session
def random(session: nox.Session) -> None:
    """Draw many new examples for hours instead of the gate's fixed few; CI does so every week."""
    session.install("-e", ".[test]")
    session.run("pytest", *session.posargs, env={"HYPOTHESIS_PROFILE": "random"})


@nox.session
def mutate(session: nox.Session) -> None:
    """Break the kernels and the checkers in thousands of places; takes many hours.

    `-- --sample 12` draws a few, as the gate does, `-- --seed 22` others; `-- --only series.charts`
    breaks one file.
    """
    session.install("-e", ".[test]")
    session.run("python", "tests/mutation.py", *session.posargs)


@nox.session(python=FREE_THREADED)
def threads(session: nox.Session) -> None:
    """Run what threads must not disturb on a Python without the global lock."""
    session.install("-e", ".[plot]", "pytest", "hypothesis")
    session.run("pytest", "tests/contract/test_threads.py", *session.posargs)


@nox.session
def doctest(session: nox.Session) -> None:
    """Run every example in the docstrings, the READMEs and docs/."""
    session.install("-e", ".[test]")
    session.run("pytest", "--doctest-modules", "--ignore=docs/conf.py", "nps", *PAGES)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation into docs/_build/html; any warning is an error."""
    session.install("-e", ".[docs]", "-c", TOOLCHAIN)
    for leftover in ("docs/_build", "docs/reference/generated", "docs/generated"):
        shutil.rmtree(ROOT / leftover, ignore_errors=True)
    session.run("sphinx-build", "-W", "--keep-going", "-n", "-q", "docs", "docs/_build/html")


@nox.session
def spark(session: nox.Session) -> None:
    """Run the tests that need PySpark and Java; without Java there is nothing to run."""
    if shutil.which("java") is None:
        session.skip("Spark needs Java: apt-get install openjdk-17-jre-headless, or the like")
    session.install("-e", ".[test]", "pyspark>=4")
    session.run("pytest", "-m", "spark", "tests/sources/test_frames_spark.py", *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """Build the wheel into dist/ and look through it."""
    session.install(*dev_requirements("hatchling"))
    shutil.rmtree(ROOT / "dist", ignore_errors=True)
    session.run("python", "-m", "hatchling", "build", "-t", "wheel", "-d", f"{ROOT}/dist")
    (built,) = (ROOT / "dist").glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        members = archive.namelist()
    if "nps/py.typed" not in members:
        session.error("the wheel lacks nps/py.typed")
    if strangers := [m for m in members if not m.startswith(("nps/", "nps-"))]:
        session.error(f"the wheel holds what is not ours: {strangers}")


def test_wheel(session: nox.Session, *pins: str) -> None:
    """Install the wheel and test it where the checkout cannot be imported by accident."""
    (built,) = (ROOT / "dist").glob("*.whl")
    session.install(f"nps[test] @ {built.as_uri()}", *pins)
    away = Path(session.create_tmp()).resolve() / "project"
    shutil.rmtree(away, ignore_errors=True)
    leave_out = shutil.ignore_patterns("nps", "dist", ".*", "_build", "generated", "__pycache__")
    shutil.copytree(ROOT, away, ignore=leave_out)
    session.chdir(away)
    session.run(
        "python",
        "-c",
        "import nps, numpy, scipy, sysconfig;"
        "assert nps.__file__.startswith(sysconfig.get_path('purelib')), nps.__file__;"
        "print('nps', nps.__version__, 'numpy', numpy.__version__, 'scipy', scipy.__version__)",
    )
    quick = {"HYPOTHESIS_PROFILE": "quick"}  # every test, but the slow ones, with fewer examples
    session.run("pytest", "-m", "not slow", *session.posargs, env=quick)


@nox.session(python=PYTHONS, requires=["build"])
def wheel(session: nox.Session) -> None:
    """Test the built wheel away from the checkout, on every supported Python."""
    test_wheel(session)


@nox.session(python=PYTHONS[0], requires=["build"])
def lowest(session: nox.Session) -> None:
    """Test the built wheel with the oldest supported Python and the oldest of all it talks to."""
    test_wheel(session, *FLOORS)


@nox.session
def bench(session: nox.Session) -> None:
    """Time the import, the counting and many cohorts at once."""
    session.install("-e", ".[test]", *dev_requirements("pytest-benchmark"))
    session.run("pytest", "benchmarks", *session.posargs)
