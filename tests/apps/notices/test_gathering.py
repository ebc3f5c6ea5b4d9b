"""From the trail to notices: every event once, whoever comes late, whoever else gathers."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from accord.apps.notices import reads, writes
from accord.apps.notices.models import Cursor, Gathered, KindPreference, Notice
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import NotFound, Ref
from tests.apps.notices.conftest import KIND, TUESDAY
from tests.cast import build

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def gather(at=TUESDAY):
    return writes.gather(by=None, at=at)


def told():
    return sorted(Notice.objects.values_list("person_id", "ref_id", "kind"))


class TestGathering:
    def test_tells_everybody_concerned_once(self, garden, cast):
        garden.happen(1, cast.cio, cast.cfo)
        garden.happen(2, cast.cio)
        assert gather() == 3
        assert gather() == 0
        assert gather(TUESDAY + 2 * HOUR) == 0
        assert told() == sorted((person.pk, tree, "garden.watered") for person, tree in
                                ((cast.cio, 1), (cast.cfo, 1), (cast.cio, 2)))  # fmt: skip

    def test_tells_nobody_what_they_did_or_switched_off_or_who_is_gone(self, garden, cast):
        KindPreference.objects.create(person=cast.cfo, kind="garden.watered", mode="off")
        type(cast.chro).objects.filter(pk=cast.chro.pk).update(is_active=False)
        garden.happen(1, cast.cio, cast.cfo, cast.chro, cast.office, by=cast.cio)
        assert gather() == 1
        assert told() == [(cast.office.pk, 1, "garden.watered")]

    def test_passes_over_what_is_no_news(self, garden, cast):
        garden.happen(1, cast.cio, at=TUESDAY - timedelta(days=31))
        assert gather() == 0

    def test_finds_entries_that_are_stored_late_under_a_lower_number(self, garden, cast):
        first = garden.happen(1, cast.cio)
        garden.told |= {2: (cast.cio.pk,), 3: (cast.cio.pk,)}
        quick = {"at": TUESDAY, "code": "garden.tree.watered", "subject_kind": KIND}
        Entry.objects.create(pk=first + 5, subject_id=2, **quick)
        assert gather() == 2
        assert gather(TUESDAY + 2 * HOUR) == 0
        Entry.objects.create(pk=first + 1, subject_id=3, **quick)
        assert gather(TUESDAY + 2 * HOUR) == 1
        assert {tree for _person, tree, _kind in told()} == {1, 2, 3}

    def test_keeps_its_list_short(self, garden, cast, monkeypatch):
        monkeypatch.setattr("accord.apps.notices.writes.gathering.LATECOMERS", 3)
        for number in range(8):
            garden.happen(number + 1, cast.cio)
        for hours in range(4):
            gather(TUESDAY + hours * HOUR)
        assert Gathered.objects.count() == 3
        assert Cursor.objects.get().floor == Entry.objects.order_by("-pk")[3].pk
        assert Notice.objects.count() == 8


class TestFollowing:
    def test_tells_of_any_change_from_then_on(self, garden, cast):
        garden.happen(1, at=TUESDAY - HOUR)
        writes.follow(ref=Ref(KIND, 1), by=cast.cio, at=TUESDAY)
        writes.follow(ref=Ref(KIND, 1), by=cast.cio, at=TUESDAY)
        garden.happen(1, at=TUESDAY + HOUR)
        assert reads.follows(viewer=cast.cio) == {Ref(KIND, 1)}
        assert gather(TUESDAY + 2 * HOUR) == 1
        assert told() == [(cast.cio.pk, 1, "notices.followed")]
        [line] = reads.changes(viewer=cast.cio, since=TUESDAY - 2 * HOUR, limit=1)
        assert line.subject == "Tree 1"
        assert line.at == TUESDAY + HOUR
        garden.hidden.add((cast.cio.pk, 1))
        assert not reads.changes(viewer=cast.cio, since=TUESDAY - 2 * HOUR)
        assert not reads.followed_titles(viewer=cast.cio)

    def test_says_it_once_where_another_kind_says_it_better(self, garden, cast):
        writes.follow(ref=Ref(KIND, 1), by=cast.cio, at=TUESDAY)
        garden.happen(1, cast.cio, at=TUESDAY + HOUR)
        gather(TUESDAY + HOUR)
        assert told() == [(cast.cio.pk, 1, "garden.watered")]

    def test_ends_and_refuses_what_one_may_not_see(self, garden, cast):
        writes.follow(ref=Ref(KIND, 1), by=cast.cio, at=TUESDAY)
        writes.unfollow(ref=Ref(KIND, 1), by=cast.cio, at=TUESDAY)
        garden.happen(1, at=TUESDAY + HOUR)
        assert gather(TUESDAY + HOUR) == 0
        garden.hidden.add((cast.cio.pk, 2))
        with pytest.raises(NotFound):
            writes.follow(ref=Ref(KIND, 2), by=cast.cio, at=TUESDAY)


@pytest.mark.django_db(transaction=True)
def test_two_that_gather_at_once_tell_everything_once(garden):
    cast = build()
    for number in range(60):
        garden.happen(number + 1, cast.cio, cast.cfo)
    troubles = []

    def run():
        try:
            for _ in range(3):
                gather()
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not troubles
    assert Notice.objects.count() == 120
