"""A large commit while others work, and a server that is killed in the middle of one; on both databases."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from accord.apps.batches import writes
from accord.apps.batches.models import Batch, ExtraField, Writing
from accord.apps.initiatives.models import Initiative, StageChange
from accord.apps.people.models import Department
from accord.apps.trail.models import Entry
from tests.cast import Cast
from tests.integrations.spreadsheet.conftest import AT, EXCERPT
from tests.integrations.spreadsheet.making import portfolio

pytestmark = pytest.mark.django_db(transaction=True)
ROWS_A_STATEMENT = 15  # at least, on average over everything a row brings along; seconds belong to `make prove`
LONGEST_WAIT = 2.0
Preview = Callable[[Path], Batch]


def _waits_while_committing(batch_id: int, cast: Cast) -> tuple[list[float], float]:
    """Commit in one thread and write in another; gives how long each small write waited and the whole commit took."""
    done = threading.Event()
    trouble: list[BaseException] = []

    def commit() -> None:
        try:
            writes.commit(batch_id=batch_id, by=cast.office, at=AT)
        except BaseException as problem:
            trouble.append(problem)
        finally:
            done.set()
            connections.close_all()

    waits = []
    thread = threading.Thread(target=commit)
    began = time.monotonic()
    thread.start()
    while not done.is_set():
        started = time.monotonic()
        Department.objects.filter(pk=cast.hr.pk).update(external_key=str(len(waits)))
        waits.append(time.monotonic() - started)
        time.sleep(0.005)
    thread.join()
    assert not trouble
    return waits, time.monotonic() - began


class TestNobodyWaits:
    def test_a_commit_is_few_statements_however_many_rows(self, cast: Cast, preview: Preview, tmp_path: Path) -> None:
        batch = preview(portfolio(tmp_path / "large.csv", rows=2_133))

        with CaptureQueriesContext(connection) as seen:
            writes.commit(batch_id=batch.pk, by=cast.office, at=AT)

        assert Initiative.objects.count() == 2_133
        assert len(seen) < 2_133 / ROWS_A_STATEMENT

    def test_others_write_while_rows_are_committed(self, cast: Cast, preview: Preview, tmp_path: Path) -> None:
        batch = preview(portfolio(tmp_path / "small.csv", rows=300))

        waits, _whole = _waits_while_committing(batch.pk, cast)

        assert Initiative.objects.count() == 300
        assert len(waits) > 1

    @pytest.mark.prove
    def test_nobody_waits_over_two_seconds(self, cast: Cast, preview: Preview, tmp_path: Path) -> None:
        batch = preview(portfolio(tmp_path / "large.csv", rows=2_133))

        waits, whole = _waits_while_committing(batch.pk, cast)

        print(f"longest wait {max(waits):.2f} s in a commit of {whole:.2f} s")
        assert max(waits) < LONGEST_WAIT, f"somebody waited {max(waits):.2f} s"


DIES = """
import os, signal, sys
from datetime import UTC, datetime
from accord.cli.django_ready import ready
ready()
from django.db import connection
from accord.apps.batches import writes
from accord.apps.people.models import Person

def die(execute, sql, params, many, context):
    result = execute(sql, params, many, context)
    if sql.startswith("INSERT INTO") and "initiatives_stagechange" in sql:
        print("killed in the middle", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    return result

with connection.execute_wrapper(die):
    writes.commit(batch_id=int(sys.argv[1]), by=Person.objects.get(pk=int(sys.argv[2])), at=datetime(2026, 3, 1, tzinfo=UTC))
"""


def _address() -> str:
    """Write the test database as an address another process can open."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{quote(str(given['NAME']))}"
    host, port, user = (quote(str(given[name]), safe="") for name in ("HOST", "PORT", "USER"))
    return f"postgresql://{user}@/{quote(str(given['NAME']))}?host={host}" + (f"&port={port}" if port else "")


class TestKilled:
    def test_a_server_killed_in_the_middle_leaves_nothing(self, cast: Cast, preview: Preview) -> None:
        batch = preview(EXCERPT)
        before = (Initiative.objects.count(), Department.objects.count(), Entry.objects.count())
        connections.close_all()
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": "accord.site.settings", "DATABASE_URL": _address(),
               "ACCORD_HOME": str(settings.ACCORD_HOME)}  # fmt: skip

        said = subprocess.run(
            [sys.executable, "-c", DIES, str(batch.pk), str(cast.office.pk)],
            env=env, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

        assert said.returncode == -signal.SIGKILL, said.stderr
        assert "killed in the middle" in said.stdout
        _until_free()
        assert (Initiative.objects.count(), Department.objects.count(), Entry.objects.count()) == before
        for model in (StageChange, Writing, ExtraField):
            assert not model.objects.exists()
        assert Batch.objects.get(pk=batch.pk).state == "checked"

        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        assert Initiative.objects.count() == 44


def _until_free() -> None:
    """Wait until the database has noticed that the other process is gone."""
    for _attempt in range(50):
        if not Initiative.objects.exists():
            return
        time.sleep(0.1)
