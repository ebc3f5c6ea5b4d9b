"""Batches too large for one transaction: written and taken back in pieces, rolled forward, or taken back as a whole."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from accord.apps.batches import jobs, writes
from accord.apps.batches.models import Batch, Listed, Row, Writing
from accord.apps.batches.rules.choices import Choices
from accord.apps.batches.writes import committing, incoming, taking_back
from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import Initiative
from accord.apps.jobs import writes as queue
from accord.apps.people.models import Department
from accord.apps.ui.rules import Refused, WrongState
from tests.apps.batches.conftest import AT
from tests.cast import Cast
from tests.integrations.spreadsheet.test_committing import _address

FILE = "Use case ID,Project name,Department,Stage,Impact,Planned end date\n" + "".join(
    f"{n},Project {n},Office {n % 3},Development,{'Neither' if n % 2 else 'Rights-impacting'},2027-0{n % 9 + 1}-15\n"
    for n in range(60)
)
Bring = Callable[..., Batch]


class Killed(BaseException):
    """What a worker is struck by."""


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sixty rows count as many."""
    for module, once, piece in ((committing, 20, 15), (taking_back, 40, 25)):
        monkeypatch.setattr(module, "AT_ONCE", once)
        monkeypatch.setattr(module, "A_PIECE", piece)


@pytest.fixture
def bring(cast: Cast, file_of: Callable[..., Path]) -> Bring:
    def bring(content: str = FILE, day: date = date(2026, 2, 1)) -> Batch:
        batch = writes.stage(
            path=file_of(content), name="large.csv", target="portfolio", as_of=day, by=cast.office, at=AT
        )
        writes.use_list(batch_id=batch.pk, source_list="Large", by=cast.office, at=AT)
        return writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)

    return bring


def _struck_after(pieces: int) -> Callable[[int, int, str], None]:
    told: list[str] = []

    def progress(done: int, total: int, note: str = "") -> None:
        told.append(note)
        if len(told) > pieces:
            raise Killed

    return progress


class TestInPieces:
    def test_struck_down_it_goes_on_and_nothing_is_twice_or_missing(self, bring: Bring, cast: Cast) -> None:
        batch = bring()
        with pytest.raises(Killed):
            writes.commit(batch_id=batch.pk, by=cast.office, at=AT, progress=_struck_after(2))
        assert (Batch.objects.get(pk=batch.pk).state, Initiative.objects.count()) == ("writing", 30)

        done = writes.commit(batch_id=batch.pk, by=cast.office, at=AT)

        assert (done.state, Initiative.objects.count(), Listed.objects.count()) == ("committed", 60, 60)
        assert set(Initiative.objects.values_list("external_key", flat=True)) == {str(n) for n in range(60)}
        assert Department.objects.filter(name__startswith="Office ").count() == 3
        written = Writing.objects.filter(batch=batch, part="initiatives").values_list("row_number", flat=True)
        assert sorted(written) == list(range(1, 61))

        with pytest.raises(Killed):
            writes.take_back(batch_id=batch.pk, by=cast.office, at=AT, progress=_struck_after(3))
        assert Batch.objects.get(pk=batch.pk).state == "taking_back"
        done = writes.take_back(batch_id=batch.pk, by=cast.office, at=AT)
        assert (done.state, done.kept, Initiative.objects.count(), Listed.objects.count()) == ("taken_back", [], 0, 0)
        assert not Department.objects.filter(name__startswith="Office ").exists()

        ids = dict(written.values_list("row_number", "record_id"))
        with pytest.raises(Killed):
            writes.bring_again(batch_id=batch.pk, by=cast.office, at=AT, progress=_struck_after(2))
        writes.bring_again(batch_id=batch.pk, by=cast.office, at=AT)
        assert {str(row - 1): pk for row, pk in ids.items()} == dict(
            Initiative.objects.values_list("external_key", "pk")
        )

    def test_a_refused_piece_takes_back_those_before_it(self, bring: Bring, cast: Cast) -> None:
        writes.commit(batch_id=bring().pk, by=cast.office, at=AT)
        batch = bring(FILE.replace("Project ", "Programme ") + "60,New,Office 9,Development,,\n", date(2026, 2, 2))
        late = Initiative.objects.get(external_key="55")
        initiatives.edit_initiative(initiative=late, values={"title": "Programme 55"}, by=cast.office, at=AT)

        with pytest.raises(WrongState, match="changed since the preview"):
            writes.commit(batch_id=batch.pk, by=cast.office, at=AT)

        assert Batch.objects.get(pk=batch.pk).state == "checked"
        assert not Initiative.objects.filter(title__startswith="Programme ").exclude(pk=late.pk).exists()
        assert not Writing.objects.filter(batch=batch).exists()
        assert set(Listed.objects.values_list("last_on", flat=True)) == {date(2026, 2, 1)}

        writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        assert Initiative.objects.filter(title__startswith="Programme ").count() == 60


class TestReading:
    def test_a_file_struck_down_while_it_is_read_is_read_whole(self, cast: Cast, file_of: Callable[..., Path]) -> None:
        path = file_of("Project name,Note\n" + "".join(f"P {n},x\n" for n in range(1_200)))
        given = {"path": path, "name": "a.csv", "target": "portfolio", "as_of": AT.date()}
        batch = writes.receive(**given, by=cast.office, at=AT)
        with pytest.raises(Killed):
            writes.read_file(batch_id=batch.pk, by=cast.office, at=AT, progress=_struck_after(1))
        assert Row.objects.filter(batch=batch).count() == 1_000

        job = queue.start(kind=jobs.READ, by=cast.office, at=AT, arguments={"batch": batch.pk})
        queue.run_job.call(job.pk)

        numbers = list(Row.objects.filter(batch=batch).values_list("number", flat=True))
        assert numbers == list(range(1, 1_201))
        assert Batch.objects.get(pk=batch.pk).state == "checked"

    def test_a_file_is_read_again_until_it_is_written_and_its_bytes_are_deleted(
        self, cast: Cast, file_of: Callable[..., Path]
    ) -> None:
        path = file_of("Report\nProject name;Note\nA;x\n")
        batch = writes.stage(path=path, name="a.csv", target="portfolio", as_of=AT.date(), by=cast.office, at=AT)
        kept = incoming.kept_file(batch=batch)

        batch = writes.reread(batch_id=batch.pk, choices=Choices(delimiter=";", header_row=2), by=cast.office, at=AT)
        assert (batch.headers, batch.row_count) == (["Project name", "Note"], 1)
        with pytest.raises(Refused):
            writes.reread(batch_id=batch.pk, choices=Choices(delimiter=";", header_row=3), by=cast.office, at=AT)
        batch = Batch.objects.get(pk=batch.pk)
        assert (batch.state, batch.headers, Row.objects.filter(batch=batch).count()) == (
            "mapping",
            ["Project name", "Note"],
            1,
        )

        writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)
        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        assert not kept.exists()
        with pytest.raises(WrongState):
            writes.reread(batch_id=batch.pk, choices=Choices(), by=cast.office, at=AT)

    def test_files_nobody_wrote_are_deleted_after_thirty_days(self, cast: Cast, file_of: Callable[..., Path]) -> None:
        now = datetime.now(UTC)
        batch = writes.stage(
            path=file_of("Project name\nA\n"), name="a.csv", target="portfolio", as_of=AT.date(), by=cast.office, at=now
        )
        kept = incoming.kept_file(batch=batch)

        writes.drop_old_files(by=None, at=now + timedelta(days=29))
        assert kept.exists()
        writes.drop_old_files(by=None, at=now + timedelta(days=31))
        assert not kept.exists()


DIES = """
import os, signal, sys
from datetime import UTC, datetime
from accord.cli.django_ready import ready
ready()
from django.db import connection
from accord.apps.batches import writes
from accord.apps.batches.writes import committing
from accord.apps.people.models import Person

committing.AT_ONCE, committing.A_PIECE = 20, 15
seen = []

def die(execute, sql, params, many, context):
    result = execute(sql, params, many, context)
    if sql.startswith("INSERT INTO") and "initiatives_stagechange" in sql:
        seen.append(sql)
        if len(seen) == 3:
            print("killed in the third piece", flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
    return result

with connection.execute_wrapper(die):
    writes.commit(batch_id=int(sys.argv[1]), by=Person.objects.get(pk=int(sys.argv[2])), at=datetime(2026, 3, 1, tzinfo=UTC))
"""


@pytest.mark.django_db(transaction=True)
class TestKilled:
    def test_killed_between_pieces_it_is_rolled_forward(self, bring: Bring, cast: Cast) -> None:
        batch = bring()
        connections.close_all()
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": "accord.site.settings", "DATABASE_URL": _address(),
               "ACCORD_HOME": str(settings.ACCORD_HOME)}  # fmt: skip

        said = subprocess.run(
            [sys.executable, "-c", DIES, str(batch.pk), str(cast.office.pk)],
            env=env, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

        assert said.returncode == -signal.SIGKILL, said.stderr
        connection.ensure_connection()
        assert Initiative.objects.count() == 30
        assert Batch.objects.get(pk=batch.pk).written_to == 30

        writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
        assert Initiative.objects.count() == 60
        assert Initiative.objects.values("external_key").distinct().count() == 60
