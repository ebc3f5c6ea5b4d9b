"""Asking, answering, handing over, judging, publishing, hiding: who may, in which state, and what the trail hears."""

from datetime import date, timedelta

import pytest

from accord.apps.people import writes as people
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Invalid, NotAllowed, NotFound, Ref, WrongState
from accord.apps.voice import permissions, plugs, reads, tables, writes
from accord.apps.voice.models import Question, Slip
from tests.apps.voice.conftest import AT, NIGHT, drop

pytestmark = pytest.mark.django_db


def told(code):
    return Entry.objects.filter(code=code).count()


class TestAsking:
    def test_is_the_leaders_at_once_and_due_in_fourteen_days(self, asked, cast):
        assert asked.answer_by == date(2026, 6, 17)
        assert asked.department == cast.it
        assert [item.due for item in plugs.to_answer(cast.cio, AT.date())] == [asked.answer_by]
        assert told("voice.question.asked") == 1

    def test_refuses_whom_nobody_may_ask_and_what_is_not_open_to_all(self, cast):
        with pytest.raises(Invalid) as refused:
            writes.ask(text=" ", leader_id=cast.marketer.pk, initiative_id=99, by=cast.employee, at=AT)
        assert set(refused.value.fields) == {"text", "leader_id", "initiative_id"}

    def test_without_a_name_reaches_the_leader_at_night_with_its_week(self, cast):
        key = drop(cast.cio)
        assert not Question.objects.exists()
        assert reads.by_key(key=key).question_id is None
        assert writes.deliver(by=None, at=NIGHT) == 1
        question = Question.objects.get()
        assert (question.asked_on, question.answer_by) == (date(2026, 6, 1), date(2026, 6, 21))
        assert reads.by_key(key=key).question_id == question.pk

    def test_takes_the_same_form_once_and_stops_when_the_box_is_full(self, cast, monkeypatch):
        sent = {"text": "Why?", "leader_id": cast.cio.pk, "nonce": "one", "by": None, "at": AT}
        writes.ask_without_name(**sent)
        with pytest.raises(WrongState):
            writes.ask_without_name(**sent)
        monkeypatch.setattr("accord.apps.voice.rules.MOST_WAITING", 1)
        with pytest.raises(WrongState, match="full"):
            writes.ask_without_name(**{**sent, "nonce": "two"})

    def test_without_a_name_can_be_switched_off_and_put_through_weekly(self, cast):
        drop(cast.cio)
        writes.change_setup(
            values={"takes_anonymous": False, "is_weekly": True, "days_to_answer": 7}, by=cast.office, at=AT
        )
        with pytest.raises(WrongState):
            drop(cast.cio)
        assert writes.deliver(by=None, at=NIGHT) == 0
        assert writes.deliver(by=None, at=AT + timedelta(days=5)) == 1  # a Monday
        with pytest.raises(NotAllowed):
            writes.change_setup(values={"days_to_answer": 9}, by=cast.cio, at=AT)

    def test_follows_the_department_when_the_leader_has_left(self, cast):
        drop(cast.department_head)
        people.leave(person_id=cast.department_head.pk, left_date=AT.date(), by=cast.administrator, at=AT)
        writes.deliver(by=None, at=NIGHT)
        assert Question.objects.get().leader == cast.ceo


class TestAnswering:
    def test_is_for_the_one_who_was_asked(self, asked, cast):
        for somebody in (cast.employee, cast.cfo, cast.office):
            with pytest.raises(NotAllowed):
                writes.answer_question(question=asked, answer="Yes.", by=somebody, at=AT)
        done = writes.answer_question(question=asked, answer="Yes.", by=cast.cio, at=NIGHT)
        assert (done.state, done.answered_on) == ("answered", NIGHT.date())
        assert [item.verb for item in plugs.to_judge(cast.employee, AT.date())] == ["Say whether it is answered"]

    def test_may_be_corrected_until_it_is_judged(self, answered, cast):
        writes.answer_question(question=answered, answer="Three people.", by=cast.cio, at=NIGHT + timedelta(days=1))
        answered.refresh_from_db()
        assert (answered.answer, answered.answered_on) == ("Three people.", NIGHT.date())
        writes.judge(question=answered, judged="yes", by=cast.employee, at=NIGHT)
        with pytest.raises(WrongState):
            writes.answer_question(question=answered, answer="Four.", by=cast.cio, at=NIGHT)

    def test_may_be_handed_to_another_leader_with_a_reason(self, asked, cast):
        plugs.hand_over(cast.cio, Ref("voice.question", asked.pk), cast.operations_head.pk, "It is her process.", NIGHT)
        asked.refresh_from_db()
        assert (asked.leader, asked.department, asked.answer_by) == (
            cast.operations_head,
            cast.operations,
            date(2026, 6, 17),
        )
        with pytest.raises(NotFound):
            permissions.find(cast.cio, asked.pk)
        with pytest.raises(Invalid):
            writes.hand_over(question=asked, leader_id=cast.marketer.pk, reason="", by=cast.operations_head, at=NIGHT)

    def test_goes_up_the_line_once_when_it_is_overdue(self, asked, cast):
        assert writes.raise_overdue(by=None, at=AT + timedelta(days=14)) == 0
        late = AT + timedelta(days=15)
        assert writes.raise_overdue(by=None, at=late) == 1
        assert writes.raise_overdue(by=None, at=late) == 0
        asked.refresh_from_db()
        assert asked.raised_to == cast.ceo
        assert "has not answered yet" in plugs.to_answer(cast.ceo, late.date())[0].sentence
        writes.answer_question(question=asked, answer="I will see to it.", by=cast.ceo, at=late)


class TestJudging:
    def test_asks_again_once_and_the_leader_owes_that_too(self, answered, cast):
        writes.judge(question=answered, judged="no", follow_up="Which two?", by=cast.employee, at=NIGHT)
        answered.refresh_from_db()
        item = plugs.to_answer(cast.cio, NIGHT.date())[0]
        assert (item.verb, item.due) == ("Answer what was asked again", NIGHT.date() + timedelta(days=14))
        writes.answer_follow_up(question=answered, reply="Ida and Lena.", by=cast.cio, at=NIGHT)
        with pytest.raises(WrongState):
            writes.judge(question=answered, judged="no", follow_up="And who else?", by=cast.employee, at=NIGHT)

    def test_is_for_who_asked(self, answered, cast):
        with pytest.raises(NotAllowed):
            writes.judge(question=answered, judged="yes", by=cast.cio, at=NIGHT)

    def test_through_the_key_needs_an_answer_and_replaces_what_was_said_before(self, cast):
        key = drop(cast.cio)
        writes.deliver(by=None, at=NIGHT)
        with pytest.raises(WrongState):
            writes.judge_by_key(key=key, judged="yes", by=None, at=NIGHT)
        writes.answer_question(question=Question.objects.get(), answer="So.", by=cast.cio, at=NIGHT)
        writes.judge_by_key(key=key, judged="no", by=None, at=NIGHT)
        writes.judge_by_key(key=key, judged="yes", asker_agrees=True, by=None, at=NIGHT)
        assert Slip.objects.count() == 1
        writes.deliver(by=None, at=NIGHT + timedelta(days=1))
        question = Question.objects.get()
        assert (question.judged, question.asker_agrees) == ("yes", True)
        with pytest.raises(NotFound):
            reads.by_key(key="0000-0000-0000-0000")


class TestPublishing:
    def test_needs_both_and_names_no_asker(self, answered, cast):
        with pytest.raises(WrongState):
            writes.publish(question=answered, by=cast.cio, at=NIGHT)
        writes.judge(question=answered, judged="yes", asker_agrees=True, by=cast.employee, at=NIGHT)
        answered.refresh_from_db()
        writes.publish(question=answered, by=cast.cio, at=NIGHT)
        page = reads.question_page(viewer=cast.marketer, question_id=answered.pk, as_of=AT.date())
        assert page.line.asker == ""
        assert page.history == ()
        assert reads.questions_found(viewer=cast.marketer, words="every letter", limit=5)
        answered.refresh_from_db()
        writes.judge(question=answered, judged="yes", asker_agrees=False, by=cast.employee, at=NIGHT)
        with pytest.raises(NotFound):
            permissions.find(cast.marketer, answered.pk)

    def test_tells_what_was_done_about_it(self, answered, cast):
        ref = Ref("goals.goal", 999)
        with pytest.raises(Invalid):
            writes.note_done(question=answered, done="Two people read.", ref=ref, by=cast.cio, at=NIGHT)
        writes.note_done(question=answered, done="Two people read.", by=cast.cio, at=NIGHT)
        answered.refresh_from_db()
        writes.judge(question=answered, judged="yes", asker_agrees=True, by=cast.employee, at=NIGHT)
        answered.refresh_from_db()
        writes.publish(question=answered, by=cast.cio, at=NIGHT)
        groups = reads.said_and_done(viewer=cast.marketer)
        assert [(group.code, group.asked, group.done) for group in groups] == [("tools", None, 1)]


class TestOffice:
    def test_reads_nothing_until_it_is_published_or_shown(self, asked, cast):
        with pytest.raises(NotFound):
            permissions.find(cast.office, asked.pk)
        writes.show_to_office(question=asked, reason="It names a colleague.", by=cast.cio, at=NIGHT)
        assert permissions.find(cast.office, asked.pk)
        page = reads.question_page(viewer=cast.office, question_id=asked.pk, as_of=AT.date())
        assert page.line.asker == ""

    def test_hides_with_a_reason_that_both_read(self, asked, cast):
        asked = writes.show_to_office(question=asked, reason="It names a colleague.", by=cast.cio, at=NIGHT)
        asked = writes.hide(question=asked, reason="It names a colleague who is ill.", by=cast.office, at=NIGHT)
        for somebody in (cast.cio, cast.employee):
            page = reads.question_page(viewer=somebody, question_id=asked.pk, as_of=AT.date())
            assert page.hidden_because == "It names a colleague who is ill."
        with pytest.raises(WrongState):
            writes.answer_question(question=asked, answer="x", by=cast.cio, at=NIGHT)
        assert writes.restore(question=asked, by=cast.office, at=NIGHT).state == "open"

    def test_counts_without_telling_small_numbers(self, asked, cast):
        for _ in range(2):
            drop(cast.cio)
        writes.deliver(by=None, at=NIGHT)
        few = reads.counts(viewer=cast.office, as_of=NIGHT.date())
        assert (few.asked, few.with_name, few.without_name) == (1, 1, None)
        drop(cast.cfo)
        writes.deliver(by=None, at=NIGHT)
        enough = reads.counts(viewer=cast.office, as_of=NIGHT.date())
        assert (enough.asked, enough.with_name, enough.without_name) == (4, 1, 3)
        with pytest.raises(NotAllowed):
            reads.counts(viewer=cast.employee, as_of=NIGHT.date())


class TestErasing:
    def test_takes_the_words_of_who_asked_in_their_name(self, answered, cast):
        drop(cast.cio)
        people.erase_person(person_id=cast.employee.pk, by=cast.administrator, at=NIGHT)
        answered.refresh_from_db()
        assert "bot" not in answered.text
        assert Slip.objects.count() == 1  # nobody knows whose it is


class TestNotices:
    def test_tell_of_what_came_without_a_name_only_that_something_came(self, asked, cast):
        drop(cast.cio, "Secret words")
        writes.deliver(by=None, at=NIGHT)
        entries = list(Entry.objects.filter(code__startswith="voice.").order_by("pk"))
        sent = [(one.person_id, one.ref.kind) for one in plugs._told_who_answers(entries)]
        assert sent == [(cast.cio.pk, "voice.question"), (cast.cio.pk, "people.person")]
        said = plugs._say(cast.cio, [Ref("people.person", cast.cio.pk), Ref("voice.question", asked.pk)])
        assert "Secret" not in str(said)
        assert len(said) == 2
        assert plugs._say(cast.cfo, [Ref("voice.question", asked.pk), Ref("people.person", cast.cio.pk)]) == {}

    def test_one_link_answers(self, asked, cast):
        ref = Ref("voice.question", asked.pk)
        assert plugs._linked_sentence(cast.cio, ref)
        assert plugs._linked_sentence(cast.cfo, ref) is None
        plugs._linked_answer(cast.cio, ref, "Two people do.", NIGHT)
        assert (
            next(iter(plugs._told_who_asked(Entry.objects.filter(code="voice.question.answered")))).person_id
            == cast.employee.pk
        )


def test_the_snapshot_knows_weeks_and_verdicts_but_no_words(answered, cast):
    writes.judge(question=answered, judged="partly", by=cast.employee, at=NIGHT)
    rows = tables.questions_table(as_of=NIGHT.date())
    assert rows.columns == ["id", "asked_on", "department", "answered_on", "judged", "is_anonymous", "initiative"]
    assert rows.row(0)[1:6] == (date(2026, 6, 1), str(cast.it.pk), NIGHT.date(), "partly", False)
    before = tables.questions_table(as_of=AT.date())
    assert before.row(0)[3:5] == (None, "unknown")
