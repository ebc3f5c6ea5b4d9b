"""Attacks: nobody finds, counts or is offered a word of what they may not see."""

import pytest

from accord.apps.batches.models import Batch
from accord.apps.check_ins import writes as check_ins
from accord.apps.decisions import writes as decisions
from accord.apps.expectations import writes as expectations
from accord.apps.initiatives import writes as initiatives
from accord.apps.meetings import writes as meetings
from accord.apps.people import writes as people
from accord.apps.promises import writes as promises
from accord.apps.search import reads, writes
from accord.apps.search.models import Indexed, Stale
from accord.apps.search.reads import palette
from accord.apps.ui.rules import Ref
from accord.apps.voice import writes as voice
from accord.apps.voice.models import Question
from tests.apps.search.conftest import AT

pytestmark = pytest.mark.django_db

WORD = "zanzibar"


@pytest.fixture
def sees(up_to_date):
    """Say what somebody finds of a word: kinds; and make sure that nothing else hints at it."""

    def look(viewer, word=WORD):
        up_to_date()
        found = reads.found(viewer=viewer, words=word, most=100)
        kinds = [hit.ref.kind for hit in found.hits]
        assert found.total == len(kinds)
        assert sum(facet.count for facet in found.facets) == len(kinds)
        assert not found.has_more
        options = [
            one for group in palette(viewer=viewer, words=word, today=AT.date()) for one in group.options if one.hit
        ]
        assert [one.hit.ref.kind for one in options] == kinds[:8]
        if not kinds:
            slip = word[:3] + word[4:]
            assert word not in reads.found(viewer=viewer, words=slip).meant
            assert not found.facets
        return sorted(set(kinds))

    return look


def index():
    return " ".join(f"{row.title} {row.body}" for row in Indexed.objects.all()).casefold()


class TestOthersRecords:
    def test_are_found_by_those_who_may_see_them_alone(self, cast, sees):
        secret = initiatives.add_initiative(
            title=f"Quiet {WORD}", department_id=cast.finance.pk, lead_id=cast.cio.pk, visibility="limited",
            by=cast.office, at=AT,
        )  # fmt: skip
        about = Ref("initiatives.initiative", secret.pk)
        promises.make_promise(
            what="Send the samples", owner_id=cast.marketer.pk, made_to_id=cast.employee.pk,
            due_date=AT.date(), about=about, by=cast.cio, at=AT,
        )  # fmt: skip
        decisions.raise_decision(
            question="Shall we go on?", about=about, decider_id=cast.department_head.pk, options=["Yes", "No"],
            consulted_ids=[cast.employee.pk], by=cast.cfo, at=AT,
        )  # fmt: skip

        assert sees(cast.office) == sees(cast.cfo) == ["initiatives.initiative"]
        # the employee has a part in the promise and the decision, but may not know what they are about
        assert sees(cast.employee) == sees(cast.marketer) == sees(cast.department_head) == []
        assert sees(cast.employee, "samples") == ["promises.promise"]
        assert sees(cast.employee, "shall we") == ["decisions.decision"]
        assert sees(cast.operations_head, "samples") == []

    def test_stay_hidden_once_they_are_closed_even_before_the_index_is_read_again(self, cast, up_to_date):
        one = initiatives.add_initiative(title=f"Open {WORD}", department_id=cast.finance.pk, by=cast.office, at=AT)
        up_to_date()
        assert reads.found(viewer=cast.employee, words=WORD).total == 1

        initiatives.set_visibility(initiative=one, visibility="limited", by=cast.office, at=AT)

        assert reads.found(viewer=cast.employee, words=WORD).total == 0

    def test_do_not_hide_what_lies_behind_them(self, cast, shelf):
        """Many hidden records before the first one that may be seen."""
        for number in range(1, 30):
            shelf.put(number, f"{WORD} {number}")
        shelf.hidden = set(range(2, 30))

        found = reads.found(viewer=cast.employee, words=WORD, most=3, look=5)

        assert [hit.ref.id for hit in found.hits] == [1]
        assert (found.total, found.has_more) == (1, False)


class TestDrafts:
    def test_of_check_ins_are_not_in_the_index(self, cast, sees):
        one = initiatives.add_initiative(
            title="Letter reader", department_id=cast.marketing.pk, sponsor_id=cast.department_head.pk,
            lead_id=cast.delivery_lead.pk, by=cast.office, at=AT,
        )  # fmt: skip
        about = Ref("initiatives.initiative", one.pk)
        series = check_ins.start_series(
            about=about, answerer_id=cast.delivery_lead.pk, acknowledger_id=cast.department_head.pk,
            by=cast.department_head, at=AT,
        )  # fmt: skip
        check_in = series.check_ins.create(
            planned_on=AT.date(), answerer=cast.delivery_lead, acknowledger=cast.department_head, opened_at=AT,
            asked_at=AT, answer_side="it", acknowledge_side="business", progress=f"Draft of {WORD}",
        )  # fmt: skip

        assert sees(cast.office) == []
        assert WORD not in index()
        check_ins.sign(check_in=check_in, progress=f"Now {WORD}", problem="", chance="", status="on_track",
                       by=cast.delivery_lead, at=AT)  # fmt: skip
        assert sees(cast.department_head) == ["check_ins.check_in"]
        assert sees(cast.marketer) == []

    def test_of_minutes_are_not_in_the_index(self, cast, sees):
        meeting = meetings.plan_meeting(
            title="Marketing and IT", starts_at=AT, chair_id=cast.delivery_lead.pk, attendee_ids=[cast.marketer.pk],
            minutes=30, place="Room 4", by=cast.delivery_lead, at=AT,
        )  # fmt: skip
        from accord.apps.meetings.models import Minutes, MinutesVersion

        kept = Minutes.objects.create(meeting=meeting, text=f"A draft of {WORD}", drafted_at=AT)
        MinutesVersion.objects.create(minutes=kept, number=1, text=kept.text, written_at=AT)

        assert sees(cast.delivery_lead) == []
        Minutes.objects.update(sent_number=1, sent_at=AT)
        assert sees(cast.delivery_lead) == ["meetings.minutes"]
        assert sees(cast.employee) == []


class TestSealedAndUnsigned:
    def test_expectations_never_reach_the_index(self, cast, up_to_date):
        from tests.apps.expectations.conftest import AFTER, DEADLINE, SOON, TELLTALE, answer_of

        one = initiatives.add_initiative(
            title="Churn early warning", department_id=cast.marketing.pk, sponsor_id=cast.department_head.pk,
            lead_id=cast.delivery_lead.pk, by=cast.office, at=AT,
        )  # fmt: skip
        round_ = expectations.open_round(
            about_kind="initiatives.initiative", about_id=one.pk, deadline_at=DEADLINE, currency="EUR", by=cast.office,
            at=AT, asked=[(cast.department_head.pk, "business"), (cast.delivery_lead.pk, "it")],
        )  # fmt: skip
        for place in round_.asked.all():
            expectations.give_answer(asked=place, answer=answer_of(), by=place.person, at=SOON)
        up_to_date()
        assert TELLTALE not in index()

        expectations.reveal_due(by=None, at=AFTER)
        up_to_date()
        assert TELLTALE not in index()  # what was said stays on the page of the round
        assert Indexed.objects.filter(kind="expectations.round").count() == 1

    def test_questions_are_found_once_they_are_published_and_never_by_who_asked(self, cast, sees):
        from tests.apps.voice.conftest import NIGHT, drop

        drop(cast.cio, text=f"Unsigned about {WORD}?")
        voice.deliver(by=None, at=NIGHT)
        named = voice.ask(text=f"Signed about {WORD}?", leader_id=cast.cio.pk, by=cast.employee, at=AT)

        assert Question.objects.filter(text__contains=WORD).count() == 2
        for person in cast.signed_in:
            assert sees(person) == []
        assert WORD not in index()
        assert not Stale.objects.exists()

        Question.objects.filter(pk=named.pk).update(published_on=AT.date())
        assert sees(cast.marketer) == ["voice.question"]
        assert "emil" not in next(row.body for row in Indexed.objects.filter(kind="voice.question")).casefold()
        Question.objects.filter(pk=named.pk).update(state="hidden", hidden_because="no")
        assert reads.found(viewer=cast.marketer, words=WORD).total == 0


class TestOffice:
    def test_alone_finds_imports(self, cast, sees):
        Batch.objects.create(
            target="initiatives", name=f"{WORD}.csv", digest="x", size=1, encoding="utf-8", delimiter=",",
            fingerprint="x", as_of=AT.date(), created_at=AT, created_by=cast.office,
        )  # fmt: skip
        assert sees(cast.office) == sees(cast.cio) == ["batches.batch"]
        assert sees(cast.employee) == sees(cast.department_head) == []


class TestErasing:
    def test_takes_every_word_of_a_person_out_in_the_same_transaction(self, cast, up_to_date):
        promises.make_promise(
            what="Send the samples", owner_id=cast.marketer.pk, made_to_id=cast.employee.pk, due_date=AT.date(),
            by=cast.cio, at=AT,
        )  # fmt: skip
        up_to_date()
        assert {hit.ref.kind for hit in reads.found(viewer=cast.office, words='"Mia Copy"').hits} == {
            "people.person", "promises.promise",
        }  # fmt: skip

        people.erase_person(person_id=cast.marketer.pk, by=cast.administrator, at=AT)

        assert "mia copy" not in index()
        assert reads.found(viewer=cast.administrator, words="Mia Copy").total == 0
        writes.update(by=None, at=AT)
        assert "mia copy" not in index()
        assert [hit.ref.kind for hit in reads.found(viewer=cast.office, words="samples").hits] == ["promises.promise"]
        assert not Indexed.objects.filter(kind="people.person", record_id=cast.marketer.pk).exists()

    @pytest.mark.one_database  # PostgreSQL keeps the words in the row itself
    def test_leaves_nothing_in_the_word_lists_of_sqlite(self, cast, up_to_date):
        from django.db import connection

        def in_lists():
            with connection.cursor() as cursor:
                cursor.execute("SELECT block FROM search_words_data")
                return b"qqqqq" in b"".join(bytes(block) for (block,) in cursor.fetchall())

        people.edit_person(person_id=cast.marketer.pk, values={"name": "Xqqqqqq"}, by=cast.office, at=AT)
        up_to_date()
        assert in_lists()

        people.erase_person(person_id=cast.marketer.pk, by=cast.administrator, at=AT)

        assert not in_lists()
