"""Peeking at what is stored: rows, files, dumps, backups, caches, queues, logs, reports of errors, sizes and counts."""

from __future__ import annotations

import gzip
import io
import logging
import secrets
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import got_request_exception
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.views.debug import ExceptionReporter

from accord.apps.expectations import tables, writes
from accord.apps.expectations.models import Answer, Forecast, Round
from accord.apps.people import writes as people
from accord.apps.readings import writes as readings
from accord.apps.trail import writes as trail
from accord.site import archive
from tests.apps.expectations.conftest import answer_of
from tests.apps.expectations.planted import WORD, Planted, as_form, as_json, leaks, plant
from tests.cast import build


@pytest.fixture
def planted(cast, client_of) -> Planted:
    return plant(cast, client_of)


@pytest.fixture
def committed(transactional_db, client_of) -> tuple[Any, Planted]:
    """The same, really written to the disk."""
    cast = build()
    return cast, plant(cast, client_of)


def rows() -> bytes:
    """Every row of every table of the database, Django's and the queue's own too."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [f"{table} {row!r}" for row in cursor.fetchall()]
    return "\n".join(found).encode()


def disk() -> bytes:
    """The bytes of the database as they lie on the disk, journal and all."""
    if connection.vendor == "sqlite":
        name = Path(str(settings.DATABASES["default"]["NAME"]))
        return b"".join(path.read_bytes() for path in sorted(name.parent.glob(f"{name.name}*")))
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
    return b"".join(path.read_bytes() for part in ("base", "pg_wal", "log") for path in folder.glob(f"{part}/**/*")
                    if path.is_file())  # fmt: skip


def unpacked(path: Path) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(path.read_bytes()))) as tar:
        return b"\n".join(file.read() for member in tar if (file := tar.extractfile(member)))


class TestDatabase:
    def test_holds_nothing_readable_in_any_row(self, planted):
        readings.measure(by=None, at=timezone.now())
        trail.seal(by=None, at=timezone.now())
        stored = rows()
        assert b"Churn early warning" in stored
        assert leaks(stored) == []
        writes.reveal_due(by=None, at=planted.after)
        assert WORD in leaks(rows())

    def test_holds_nothing_readable_on_the_disk(self, transactional_db, client_of):
        word = secrets.token_hex(12).encode()  # new, because other tests have left theirs in the journal
        planted = plant(build(), client_of, word=word.decode())
        assert b"Churn early warning" in disk()
        assert word not in disk()
        writes.reveal_due(by=None, at=planted.after)
        assert word in disk()

    def test_forgets_what_was_called_off(self, planted, cast):
        writes.call_off(round_=planted.round, by=cast.office, at=timezone.now())
        assert not Answer.objects.exists()
        assert leaks(rows()) == []

    def test_forgets_a_sealed_answer_with_its_giver(self, planted, cast):
        people.erase_person(person_id=cast.department_head.pk, by=cast.administrator, at=timezone.now())
        assert Answer.objects.count() == 1
        writes.reveal_due(by=None, at=planted.after)
        assert set(Forecast.objects.values_list("side", flat=True)) == {"it"}

    def test_forgets_the_words_of_a_revealed_answer_with_its_giver(self, planted, cast):
        writes.reveal_due(by=None, at=planted.after)
        trail.seal(by=None, at=planted.after)
        for person in (cast.department_head, cast.delivery_lead):
            people.erase_person(person_id=person.pk, by=cast.administrator, at=planted.after)
        assert WORD.encode() not in rows()

    def test_gives_the_engine_no_row(self, planted):
        for table in tables.TABLES.values():
            assert table(as_of=timezone.localdate()).is_empty()


class TestArchive:
    def test_holds_nothing_readable_and_no_key(self, committed, tmp_path):
        assert committed
        archive.back_up(tmp_path / "all.tar.gz", at=timezone.now())
        content = unpacked(tmp_path / "all.tar.gz")
        assert b"Churn early warning" in content
        assert leaks(content) == []
        for path in Path(settings.ACCORD_KEYS).glob("*.key"):
            assert path.read_text().encode() not in content
            assert bytes.fromhex(path.read_text()) not in content

    def test_would_be_noticed(self, committed, tmp_path):
        _cast, planted = committed
        writes.reveal_due(by=None, at=planted.after)
        archive.back_up(tmp_path / "all.tar.gz", at=planted.after)
        assert WORD in leaks(unpacked(tmp_path / "all.tar.gz"))


class TestLogs:
    def test_hold_nothing_even_with_every_statement(self, cast, client_of, caplog, capfd):
        for name in ("", "django", "django.db.backends", "ninja"):
            caplog.set_level(logging.DEBUG, logger=name)
        connection.force_debug_cursor = True
        try:
            plant(cast, client_of)
        finally:
            connection.force_debug_cursor = False
        logged = caplog.text + "".join(f"{one.__dict__}" for one in caplog.records)
        assert "INSERT INTO" in logged
        assert leaks(logged) == []
        assert leaks("".join(capfd.readouterr())) == []


class TestReportsOfErrors:
    @pytest.fixture
    def broken(self, settings, tmp_path, planted):
        """A keys folder in which sealing breaks in a way nobody thought of."""
        (tmp_path / "sealing.current").mkdir()
        settings.ACCORD_KEYS = tmp_path
        settings.ADMINS = [("Ada", "ada@example.org")]
        return planted

    @pytest.mark.parametrize("debug", [False, True])
    @pytest.mark.parametrize("way", ["api", "page"])
    def test_name_no_value(self, way, debug, broken, cast, client_of, settings, mailoutbox, caplog):
        settings.DEBUG = debug
        reports: list[str] = []

        def keep(sender: Any, request: Any, **rest: Any) -> None:
            report = ExceptionReporter(request, *sys.exc_info())
            reports.extend([report.get_traceback_html(), report.get_traceback_text()])

        got_request_exception.connect(keep)
        client, here = client_of(cast.cfo), broken.round.pk
        client.raise_request_exception = False
        try:
            if way == "api":
                body = as_json(4)
                for part in body.values():
                    part.pop("guess")
                response = client.post(f"/api/v1/rounds/{here}/answer", body, content_type="application/json")
            else:
                sent = {name: value for name, value in as_form(4).items() if not name.endswith("guess")}
                response = client.post(f"/expectations/{here}/answer/", {**sent, "step": "seal"})
        finally:
            got_request_exception.disconnect(keep)
        assert response.status_code == 500
        assert "give_answer" in "".join(reports) + caplog.text
        mailed = "".join(f"{one.subject} {one.body} {one.alternatives}" for one in mailoutbox)
        assert debug or "give_answer" in mailed
        for text in (*reports, mailed, caplog.text, response.content.decode()):
            assert leaks(text) == []


class TestSizes:
    SHORT = answer_of(payoff=(1, 2, 3), benefit=None, cost=None, reason="", never=None)
    LONG = answer_of(payoff=(100, 200, 400), benefit=(10**11, 2 * 10**11, 9 * 10**11), cost=(10**11, 2 * 10**11, 9 * 10**11),
                     reason="\U0001f3ba" * 400, guesses={"payoff": 300, "benefit": 10**11, "cost": 10**11})  # fmt: skip

    def test_of_rows_and_numbers_of_statements_do_not_depend_on_what_is_said(self, planted, cast):
        seen = []
        for answer in (self.SHORT, self.LONG):
            place = planted.round.asked.select_related("round").get(person=cast.department_head)
            at = timezone.now()
            writes.take_back_answer(asked=place, by=cast.department_head, at=at)
            with CaptureQueriesContext(connection) as asked:
                writes.give_answer(asked=place, answer=answer, by=cast.department_head, at=at)
            stored = Answer.objects.values().get(asked=place)
            lengths = {name: len(str(value)) for name, value in stored.items() if name != "id"}
            seen.append(
                (lengths, [one["sql"].split()[:3] for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]])
            )
        assert seen[0] == seen[1]

    def test_of_what_the_server_says_do_not_either(self, planted, cast, client_of):
        client, here = client_of(cast.department_head), f"/api/v1/rounds/{planted.round.pk}/answer"
        said = set()
        long = as_json(0)
        for body in ({"cost": {"low": "1", "likely": "1", "high": "1"}}, long):
            client.delete(here)
            answer = client.post(here, body, content_type="application/json")
            said.add((answer.status_code, len(answer.json()["digest"]), sum(len(one) for one in answer.json())))
        assert len(said) == 1

    def test_fit_the_longest_answer_there_can_be(self, planted, cast):
        place = planted.round.asked.select_related("round").get(person=cast.department_head)
        for sign in ("\x01", "\u2028", '"', "\\", "\U0001f3ba"):
            writes.take_back_answer(asked=place, by=cast.department_head, at=timezone.now())
            worst = answer_of(
                payoff=(400, 410, 420), benefit=(999_999_999_999.98, 999_999_999_999.98, 999_999_999_999.99), reason=sign * 400,
                cost=(999_999_999_999.98, 999_999_999_999.98, 999_999_999_999.99), never=0.3333333333333333,
                guesses={"payoff": 333, "benefit": 999_999_999_999.99, "cost": 999_999_999_999.99},
            )  # fmt: skip
            writes.give_answer(asked=place, answer=worst, by=cast.department_head, at=timezone.now())
        writes.reveal_due(by=None, at=planted.after)
        assert not Answer.objects.filter(is_unreadable=True).exists()
        assert Round.objects.get(pk=planted.round.pk).state == "revealed"

    def test_of_the_queue_tell_nothing(self, planted):
        from accord.apps.jobs.models import Job

        kept = Job.objects.values("kind", "arguments", "result", "problem")
        assert leaks(str(list(kept))) == []
        assert all(set(one["arguments"]) <= {"what", "round", "asked"} for one in kept)


@pytest.mark.one_database
def test_measuring_a_home_prints_nothing_of_it(planted, tmp_path):
    from click.testing import CliRunner

    from accord.cli.measure import command as measure

    done = CliRunner().invoke(measure, ["--json"])
    assert done.exit_code == 0, done.output
    assert leaks(done.output) == []
