"""Workers are killed in the middle of their work, again and again: no notice is lost and none is told twice."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from accord.apps.notices.models import Letter, Notice
from accord.apps.people.models import Person
from accord.apps.trail.models import Entry
from accord.apps.ui.writes import insert_many
from tests.apps.notices.conftest import TUESDAY, text_of

pytestmark = pytest.mark.django_db(transaction=True)
EIGHT = TUESDAY.replace(hour=8, minute=0) + timedelta(days=1)
ROOT = Path(__file__).resolve().parents[3]


def worker(post: Any, minutes: int) -> subprocess.Popen[str]:
    """Start a worker that begins so many minutes after eight; the claims of the dead end after five."""
    moments = [TUESDAY.isoformat(), (EIGHT + timedelta(minutes=minutes)).isoformat()]
    line = [sys.executable, "-m", "tests.apps.notices.killed", str(connection.settings_dict["NAME"]), str(post.port)]
    return subprocess.Popen([*line, *moments], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def said_by(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def plant(notices: int, people: int) -> None:
    with transaction.atomic():
        insert_many(
            records=[
                Person(name=f"Proof {n}", email=f"proof{n}@example.org", roles=["employee"]) for n in range(people)
            ]
        )
        entry = {"at": TUESDAY, "code": "proof.thing.happened", "subject_kind": "proof.thing"}
        insert_many(records=[Entry(subject_id=number, **entry) for number in range(notices)])


def kill_over_and_over(post: Any, kills: int, longest: float) -> Counter[str]:
    """Kill workers after random times, two at once every third time from the second on; says what each had begun when it died."""
    chance, died_in = random.Random(20_261_122), Counter()
    for number in range(kills):
        running = [worker(post, 10 * number) for _ in range(2 if number % 3 == 1 else 1)]
        assert {said_by(one) for one in running} == {"ready"}
        time.sleep(chance.uniform(0.05, longest))
        for one in running:
            one.send_signal(signal.SIGKILL)
            one.wait()
        stage = (
            "sending" if Letter.objects.exists() and post.letters else "composing" if Letter.objects.exists() else ""
        )
        died_in[stage or ("gathering" if Notice.objects.exists() else "starting")] += 1
    for minutes in (10 * kills, 24 * 60):  # what was gathered after the summary was made is in the next day's
        last = worker(post, minutes)
        assert [said_by(last), said_by(last)] == ["ready", "done"]
        last.wait()
    return died_in


def check(post: Any, notices: int, people: int) -> dict[str, int]:
    """Hold what arrived against what happened."""
    assert Notice.objects.count() == notices
    assert set(Notice.objects.values_list("ref_id", flat=True)) == set(range(notices))
    assert not Notice.objects.exclude(state="letter").exists()
    assert not Letter.objects.exclude(state="sent").exists()
    arrived = defaultdict(set)
    for letter in post.letters:
        arrived[str(letter["Message-ID"]).strip()].add(text_of(letter))
    assert set(arrived) == set(Letter.objects.values_list("message_id", flat=True))
    assert all(len(texts) == 1 for texts in arrived.values()), "sent again, a letter says the same"
    told = Counter(
        int(n) for texts in arrived.values() for n in re.findall(r"Proof number (\d+) for", next(iter(texts)))
    )
    assert told == Counter(range(notices)), "each is told in one letter, once"
    return {
        "notices": notices,
        "people": people,
        "letters": len(arrived),
        "sent again": len(post.letters) - len(arrived),
    }


def test_a_few_hundred_survive_three_workers(post):
    plant(notices=500, people=25)
    kill_over_and_over(post, kills=2, longest=0.6)
    check(post, 500, 25)


@pytest.mark.prove
def test_fifty_thousand_survive_many_kills(post, capsys):
    plant(notices=50_000, people=500)
    begun = time.monotonic()
    died_in = kill_over_and_over(post, kills=10, longest=8)
    found = check(post, 50_000, 500)
    with capsys.disabled():
        words = ", ".join(f"{count:,} {what}" for what, count in found.items())
        deaths = ", ".join(f"{count} while {stage}" for stage, count in died_in.items())
        print(f"\n{connection.vendor}: {words}; killed 10 times ({deaths}) in {time.monotonic() - begun:.0f} s")
