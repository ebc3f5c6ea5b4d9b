"""Trying to find out who asked: known people ask at known times in a known order, the night passes, everything is dumped.

Every attack is tried on named questions, too: there it must succeed, or it could not see anything.
"""

from __future__ import annotations

import gzip
import io
import logging
import re
import secrets
import tarfile
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from accord.apps.jobs import writes as queue
from accord.apps.jobs.models import Job
from accord.apps.trail.models import Entry
from accord.apps.voice import writes
from accord.apps.voice.jobs import NIGHT_KIND
from accord.apps.voice.models import Question, Slip
from accord.apps.voice.rules import week_of
from accord.site import archive
from tests.apps.voice.conftest import typed
from tests.cast import build

MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)|datetime\.datetime\(([\d, ]+)")
PEOPLE = 12


@dataclass
class Day:
    """What happened, as only the test knows it: words in the order they were asked, who from where, when, with which key."""

    cast: Any
    words: list[str] = field(default_factory=list)
    traces: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    sessions: list[Any] = field(default_factory=list)
    cookies: set[str] = field(default_factory=set)
    began: datetime | None = None
    ended: datetime | None = None


def rows() -> dict[str, list[str]]:
    """Every row of every table, Django's and the queue's own too."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = [repr(row) for row in cursor.fetchall()]
    return found


def sessions() -> list[Any]:
    return sorted(Session.objects.values_list("session_key", "session_data", "expire_date"))


def moments(stored: dict[str, list[str]], since: datetime, until: datetime) -> set[str]:
    """Name the tables that hold a moment between two moments, to the second."""
    return {
        table for table, some in stored.items() for row in some for found in MOMENT.finditer(row)
        if since.replace(microsecond=0) <= _moment(found) <= until
    }  # fmt: skip


def _moment(found: re.Match[str]) -> datetime:
    numbers = found[7].split(",")[:6] if found[7] else found.groups()[:6]
    parts = [int(one) for one in numbers if str(one).strip()]
    return datetime(*(parts + [0] * 6)[:6], tzinfo=timezone.get_default_timezone())  # type: ignore[arg-type]


def disk() -> bytes:
    """The table as it lies on the disk: the file of PostgreSQL's table, or SQLite's whole database with its journal."""
    if connection.vendor == "sqlite":
        name = Path(str(settings.DATABASES["default"]["NAME"]))
        return b"".join(path.read_bytes() for path in sorted(name.parent.glob(f"{name.name}*")))
    found = b""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
        for table in ("voice_question", "voice_slip"):
            cursor.execute("SELECT pg_relation_filepath(%s)", [table])
            found += (folder / cursor.fetchone()[0]).read_bytes()
    return found


def laid(content: bytes, words: list[str]) -> list[str]:
    """Put words in the order in which they lie somewhere."""
    return sorted((word for word in words if word.encode() in content), key=lambda word: content.find(word.encode()))


def tells_order(order: list[str], asked: list[str]) -> bool:
    """Say whether one order gives the other away, forwards or backwards: nine pairs in ten stand alike (Kendall)."""
    place = {word: number for number, word in enumerate(asked)}
    found = [place[word] for word in order if word in place]
    if len(found) < 2:
        return False
    pairs = len(found) * (len(found) - 1) // 2
    alike = sum(a < b for at, a in enumerate(found) for b in found[at + 1 :])
    return max(alike, pairs - alike) >= 0.9 * pairs


def ask_in_turn(day: Day, client_of: Any) -> None:
    """Let twelve people ask one after another, some of them signed in, each from an address of their own."""
    inside = [client_of(person) for person in day.cast.signed_in if person.pk != day.cast.cio.pk][:6]
    day.sessions = sessions()
    day.began = a_moment_apart()
    for number in range(PEOPLE):
        client = inside[number // 2] if number % 2 else Client()
        word, trace = secrets.token_hex(10), secrets.token_hex(6)
        address = f"198.51.100.{number + 20}"
        answer = client.post(
            "/questions/ask/", typed(day.cast.cio, f"Why {word}?"), REMOTE_ADDR=address, headers={"user-agent": trace},
        )  # fmt: skip
        assert answer.status_code == 200, answer.content.decode()
        found = re.search(r"<code>([0-9A-Z-]{19})</code>", answer.content.decode())
        assert found
        day.keys.append(found[1])
        day.words.append(word)
        day.traces += [address, trace]
        day.cookies |= set(answer.cookies)
    day.ended = timezone.now()
    a_moment_apart()


def a_moment_apart() -> datetime:
    """Keep what was before apart from what comes, where moments are compared by the second."""
    time.sleep(1.1)
    return timezone.now()


def pass_the_night() -> None:
    job = queue.start(kind=NIGHT_KIND, by=None, at=timezone.now())
    queue.carry_out(job=job, by=None, at=timezone.now())
    assert Job.objects.get(pk=job.pk).state == "done"


@pytest.fixture
def day(transactional_db: None, client_of: Any, caplog: Any, capfd: Any) -> Day:
    for name in ("", "django", "django.request", "django.template", "django.db.backends"):
        caplog.set_level(logging.DEBUG, logger=name)
    cache.clear()  # it has no model, so that what earlier tests left there stays and may run out while people ask
    today = Day(build())
    ask_in_turn(today, client_of)
    return today


def columns() -> list[str]:
    return [one.column for one in Question._meta.concrete_fields]


def ordered_by(column: str, *, named: bool) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT text, {column} FROM voice_question WHERE is_anonymous = %s ORDER BY {column}", [not named]
        )
        found = cursor.fetchall()
    if len({str(value) for _text, value in found}) == 1:
        return []
    return [text.removeprefix("Why ").removesuffix("?") for text, _value in found]


def where_it_lies() -> list[tuple[str, str]]:
    """Give place and transaction of each row, as far as the database tells."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text, text FROM voice_question ORDER BY ctid")
        return list(cursor.fetchall())


class TestAfterTheNight:
    def test_nothing_anywhere_tells_who_asked_or_when_or_in_which_order(self, day, caplog, capfd, tmp_path):
        assert day.began
        assert day.ended
        before_night = timezone.now()
        pass_the_night()
        stored = rows()
        everything = "\n".join(row for some in stored.values() for row in some)

        # every question is there, once, in one table
        assert Question.objects.filter(is_anonymous=True).count() == PEOPLE
        for word in day.words:
            assert [table for table, some in stored.items() for row in some if word in row] == ["voice_question"]
        assert not Slip.objects.exists()

        # no address, no device, no key, no person
        assert not [trace for trace in (*day.traces, *day.keys) if trace in everything]
        assert set(Question.objects.values_list("asker", flat=True)) == {None}

        # nothing else in the row differs than what was drawn and what was said; of the time there is a Monday
        other = [name for name in columns() if name not in {"id", "text", "key_digest"}]
        assert len(set(Question.objects.values_list(*other))) == 1
        assert set(Question.objects.values_list("asked_on", flat=True)) == {week_of(timezone.localdate())}

        # no moment of the asking is kept in any table; sessions are as they were
        assert moments(stored, day.began, day.ended) == set()
        assert sessions() == day.sessions
        assert day.cookies <= {"csrftoken"}

        # no column, no place on the disk, no transaction tells the order
        assert not [name for name in columns() if tells_order(ordered_by(name, named=False), day.words)]
        content = disk()
        assert [content.count(word.encode()) for word in day.words] == [1] * PEOPLE
        assert not tells_order(laid(content, day.words), day.words)
        places = where_it_lies()
        assert len({transaction for transaction, _text in places}) <= 1
        assert not tells_order([text[4:-1] for _x, text in places], day.words)

        # the trail knows of one delivery at night and of no question
        told = list(Entry.objects.filter(code__startswith="voice").values_list("code", "subject_kind", "at"))
        assert [one[:2] for one in told] == [("voice.delivery.made", "people.person")]
        assert told[0][2] >= before_night

        # the archive holds each question once, in no telling order
        archive.back_up(tmp_path / "all.tar.gz", at=timezone.now())
        with tarfile.open(fileobj=io.BytesIO(gzip.decompress((tmp_path / "all.tar.gz").read_bytes()))) as tar:
            kept = b"\n".join(file.read() for member in tar if (file := tar.extractfile(member)))
        assert [kept.count(word.encode()) for word in day.words] == [1] * PEOPLE
        assert not tells_order(laid(kept, day.words), day.words)
        assert not [trace for trace in (*day.traces, *day.keys) if trace.encode() in kept]

        # logs, however talkative
        logged = caplog.text + "".join(str(one.__dict__) for one in caplog.records) + "".join(capfd.readouterr())
        assert not [word for word in (*day.words, *day.traces, *day.keys) if word in logged]

    def test_the_same_eyes_see_everything_about_named_questions(self, day, client_of):
        began = timezone.now()
        for person in day.cast.signed_in[3:9]:
            word = secrets.token_hex(10)
            answer = client_of(person).post("/questions/ask/", typed(day.cast.cio, f"Why {word}?", name="with"))
            assert answer.status_code == 302
            day.named.append(word)
        ended = timezone.now()
        pass_the_night()
        stored = rows()
        assert "trail_entry" in moments(stored, began, ended)
        assert len(set(Question.objects.filter(is_anonymous=False).values_list("asker", flat=True))) == 6
        texts = {one.pk: one.text[4:-1] for one in Question.objects.filter(is_anonymous=False)}
        by_trail = [
            texts[pk]
            for pk in Entry.objects.filter(code="voice.question.asked")
            .order_by("pk")
            .values_list("subject_id", flat=True)
        ]
        assert tells_order(by_trail, day.named)


class TestBeforeTheNight:
    def test_slips_lie_in_random_order_with_no_moment(self, day):
        assert day.began
        assert day.ended
        stored = rows()
        assert moments(stored, day.began, day.ended) == set()
        for word in day.words:
            assert [table for table, some in stored.items() for row in some if word in row] == ["voice_slip"]
        with connection.cursor() as cursor:
            place = "ctid" if connection.vendor == "postgresql" else "rowid"
            cursor.execute(f"SELECT text FROM voice_slip ORDER BY {place}")
            assert not tells_order([text[4:-1] for (text,) in cursor.fetchall()], day.words)
            if connection.vendor == "postgresql":
                cursor.execute("SELECT count(DISTINCT xmin::text) FROM voice_slip")
                assert cursor.fetchone() == (1,)
        content = disk()
        assert [content.count(word.encode()) for word in day.words] == [1] * PEOPLE
        assert not tells_order(laid(content, day.words), day.words)

    def test_leaders_learn_nothing_until_then(self, day, client_of):
        assert not Question.objects.exists()
        assert day.words[0] not in client_of(day.cast.cio).get("/questions/").content.decode()


class TestJudgingThroughTheKey:
    def test_leaves_nothing_but_the_verdict_and_is_told_at_night(self, day):
        pass_the_night()
        for question in Question.objects.all():
            writes.answer_question(question=question, answer="Because.", by=day.cast.cio, at=timezone.now())
        client, began = Client(), a_moment_apart()
        for key, word in zip(day.keys, day.words, strict=True):
            page = client.post("/questions/key/", {"key": key.lower()}, REMOTE_ADDR="198.51.100.200")
            assert word in page.content.decode()
            assert "Because." in page.content.decode()
            sent = {"key": key, "judged": "no", "follow_up": f"And {word[::-1]}?"}
            assert client.post("/questions/key/verdict/", sent).status_code == 200
        ended = timezone.now()
        a_moment_apart()
        assert not Question.objects.exclude(judged="").exists()
        assert moments(rows(), began, ended) == set()
        entries = Entry.objects.count()
        pass_the_night()
        stored = rows()
        assert moments(stored, began, ended) == set()
        assert Question.objects.filter(judged="no").exclude(follow_up="").count() == PEOPLE
        assert "198.51.100.200" not in str(stored)
        told = Entry.objects.filter(code="voice.question.judged").order_by("pk").values_list("subject_id", flat=True)
        texts = {one.pk: one.text[4:-1] for one in Question.objects.all()}
        assert len(told) == Entry.objects.count() - entries == PEOPLE
        assert not tells_order([texts[pk] for pk in told], day.words)
        content = disk()
        assert [content.count(word[::-1].encode()) for word in day.words] == [1] * PEOPLE
