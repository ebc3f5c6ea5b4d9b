"""What every test may use: no network, one kind of database per run, real data; cast.py and browsing.py add the rest."""

import gc
import json
import os
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

pytest_plugins = ["tests.cast", "tests.browsing"]

VENDOR = os.environ.get("ACCORD_TEST_DATABASE", "sqlite")
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}
ALONE = re.compile(r"^pytestmark = .*\b(?:one_database|browser|journey)\b", re.MULTILINE)
# Few tests that take minutes: begun last, they would keep one worker busy while the other has nothing left.
LONGEST = ("tests/cli/test_demo.py", "tests/journeys/test_pages_with_records.py", "tests/site/sample/")
ABSENT = "The real data sets are absent: set ACCORD_TEST_DATA to their folder to run these tests."


# --- which tests run on which database -----------------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    _close_network()
    # The suite draws the same examples every time; `make prove` draws new and many ones.
    # How long an example takes to draw says how busy the machine is, not whether the code is right.
    calm = [hypothesis.HealthCheck.too_slow]
    hypothesis.settings.register_profile(
        "suite", deadline=None, derandomize=True, max_examples=60, suppress_health_check=calm
    )
    hypothesis.settings.register_profile("prove", deadline=None, max_examples=2_000, suppress_health_check=calm)
    hypothesis.settings.load_profile("prove" if "prove" in (config.option.markexpr or "") else "suite")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out of the PostgreSQL run, before they are even imported, whole files that need no second database."""
    if VENDOR == "sqlite" or collection_path.suffix != ".py" or not collection_path.name.startswith("test_"):
        return None
    return True if ALONE.search(collection_path.read_text(encoding="utf-8")) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave `prove` to `make prove`, keep what touches no database out of the PostgreSQL run, begin with the longest files."""
    wanted = [item for item in items if _runs_here(item, prove="prove" in (config.option.markexpr or ""))]
    if len(wanted) < len(items):
        kept = set(wanted)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = wanted
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Let the garbage collector leave alone what stays for the whole run: thousands of tests and all modules."""
    gc.collect()
    gc.freeze()


def _runs_here(item: pytest.Item, *, prove: bool) -> bool:
    if item.get_closest_marker("prove") and not prove:
        return False
    if VENDOR == "sqlite":
        return True
    alone = any(item.get_closest_marker(name) for name in ("one_database", "browser", "journey"))
    return _touches_database(item) and not alone


def _touches_database(item: pytest.Item) -> bool:
    from django.test import TransactionTestCase

    kind = getattr(item, "cls", None)
    return (
        item.get_closest_marker("django_db") is not None
        or bool(DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())))
        or (isinstance(kind, type) and issubclass(kind, TransactionTestCase))
    )


def pytest_report_header() -> str:
    return f"database: {VENDOR} · data sets: {_data_folder() or 'absent'}"


# --- no network beyond this machine ----------------------------------------------------------------------------------


class OutsideNetwork(AssertionError):
    """Raised when a test tries to leave this machine."""


def _close_network() -> None:
    """Refuse every connection that is not to a socket file or the loopback address."""
    for name in ("connect", "connect_ex"):
        setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))


def _guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        host = str(address[0]) if isinstance(address, tuple) else ""
        if self.family != getattr(socket, "AF_UNIX", None) and not (
            host.startswith("127.") or host in {"::1", "localhost"}
        ):
            raise OutsideNetwork(f"A test tried to connect to {address!r}. Tests stay on this machine.")
        return connect(self, address)

    return guarded


# --- real data beside the checkout ------------------------------------------------------------------------------------


def _data_folder() -> Path | None:
    named = os.environ.get("ACCORD_TEST_DATA")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Return the folder of real data sets, or skip and say so at the end of the run."""
    folder = _data_folder()
    if folder is None:
        pytest.skip(ABSENT)
    return folder


@pytest.hookimpl(hookwrapper=True)
def pytest_terminal_summary(terminalreporter: Any) -> Iterator[None]:
    yield
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if ABSENT in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} tests did not run. {ABSENT}", yellow=True)
    if counts := os.environ.get("ACCORD_TEST_COUNTS"):
        kinds = ("passed", "failed", "error", "skipped")
        stats = {kind: len(terminalreporter.stats.get(kind, [])) for kind in kinds}
        Path(counts).write_text(json.dumps(stats))


# --- the trail cannot be emptied: tests that commit may --------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Let tests that really commit empty the trail afterwards; `tests/apps/trail` puts the guards back to test them.

    PostgreSQL empties tables with TRUNCATE, which the guards against deleting rows do not concern.
    """
    if VENDOR != "sqlite":
        return
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("trail_entry", "trail_seal", "trail_detail"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
