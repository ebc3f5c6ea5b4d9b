"""The index keeps up: after a change by a listener and a job, every night by comparing, in a new home by the command."""

import pytest
from django.core.management import call_command

from accord.apps.goals import writes as goals
from accord.apps.initiatives import writes as initiatives
from accord.apps.jobs.models import Job
from accord.apps.people import writes as people
from accord.apps.search import jobs, reads, writes
from accord.apps.search.models import Indexed, Stale
from accord.apps.search.sockets import texts
from accord.apps.ui.sockets import things
from tests.apps.search.conftest import AT, KIND

pytestmark = pytest.mark.django_db


class Run:
    """A job as its handler sees it."""

    job_id, by_id, at, arguments = 1, None, AT, {}
    steps: tuple[int, ...] = ()

    def progress(self, done, total, note=""):
        self.steps = (*self.steps, done)


class TestKeepingUp:
    def test_reads_again_what_changed_once_it_is_stored(self, cast, found_by, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            goal = goals.add_goal(title="Pay in ten days", by=cast.office, at=AT)
        assert found_by("pay ten") == []
        assert list(Job.objects.values_list("kind", "key")) == [(jobs.UPDATE_KIND, jobs.UPDATE_KIND)]

        jobs.run_update(Run())
        assert found_by("pay ten") == ["Pay in ten days"]

        with django_capture_on_commit_callbacks(execute=True):
            goals.edit_goal(goal=goal, values={"title": "Pay at once"}, by=cast.office, at=AT)
        jobs.run_update(Run())
        assert found_by("ten days") == []
        assert found_by("pay once") == ["Pay at once"]
        assert Job.objects.count() == 1  # one job waits, however much changes

    def test_reads_a_record_again_when_a_part_of_it_changes(self, cast, found_by, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            one = initiatives.add_initiative(
                title="Invoice reader", department_id=cast.finance.pk, by=cast.office, at=AT
            )
            initiatives.add_milestone(initiative=one, title="Pilot with suppliers", by=cast.office, at=AT)
        jobs.run_update(Run())
        assert found_by("pilot suppliers") == ["Invoice reader"]

    def test_follows_a_name_into_every_text_that_quotes_it(self, cast, up_to_date, found_by):
        goals.add_goal(title="Pay in ten days", business_owner_id=cast.marketer.pk, by=cast.office, at=AT)
        up_to_date()
        assert found_by('"Mia Copy" pay') == ["Pay in ten days"]

        people.edit_person(person_id=cast.marketer.pk, values={"name": "Mia Sommer"}, by=cast.office, at=AT)
        writes.mark(refs=[_ref("people.person", cast.marketer.pk)], by=None, at=AT)
        writes.update(by=None, at=AT)

        assert found_by("copy pay") == []
        assert found_by("sommer pay") == ["Pay in ten days"]

    def test_mends_every_night_what_it_missed(self, cast, shelf, found_by):
        shelf.put(1, "Kept page")
        shelf.put(2, "Old words")
        shelf.put(3, "Gone page")
        shelf.pages[2] = type(shelf.pages[1])(2, "New words")
        del shelf.pages[3]
        Indexed.objects.filter(kind=KIND, record_id=1).update(title="Wrong")

        jobs.run_rebuild(Run())

        assert sorted(Indexed.objects.filter(kind=KIND).values_list("title", flat=True)) == ["Kept page", "New words"]
        assert found_by("new words") == ["New words"]
        assert writes.rebuild(by=None, at=AT) == 0
        assert not Stale.objects.exists()

    def test_is_empty_once_it_is_thrown_away(self, cast, up_to_date):
        up_to_date()
        assert reads.indexed_count() > 10
        assert writes.empty(by=None, at=AT) > 10
        assert reads.found(viewer=cast.office, words="marketing").total == 0

    def test_marks_nothing_while_it_is_set_aside(self, cast):
        with writes.set_aside():
            assert writes.mark(refs=[_ref("people.person", cast.cio.pk)], by=None, at=AT) == 0
        assert not Stale.objects.exists()


def test_every_kind_that_is_found_can_be_asked_for_who_may_see_it():
    assert {one.kind for one in texts} <= {one.kind for one in things}
    assert len({one.order for one in texts}) == len(texts)


def test_no_migration_is_missing():
    call_command("makemigrations", "search", "--check", "--dry-run", verbosity=0)


def _ref(kind, number):
    from accord.apps.ui.rules import Ref

    return Ref(kind, number)
