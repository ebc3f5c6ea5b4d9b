"""Changing many records in one go: preview, refusals, undo, and what others changed meanwhile."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accord.apps.goals import writes as goals
from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import GoalLink, Initiative
from accord.apps.people import writes as people
from accord.apps.people.models import Person
from accord.apps.promises import writes as promises
from accord.apps.promises.models import Offer, Promise
from accord.apps.trail.models import Entry
from accord.apps.turn import reads, writes
from accord.apps.turn.models import BulkChange, BulkLine
from accord.apps.turn.rules.bulk import MOST, Outcome
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.rules import Invalid, NotFound, WrongState
from tests.cast import Cast

AT = datetime(2026, 6, 3, 12, tzinfo=UTC)
SignIn = Callable[[Person | None], Client]


@pytest.fixture
def three(cast: Cast) -> list[Initiative]:
    """Three initiatives; the marketer leads the first."""
    leads = [cast.marketer.pk, cast.delivery_lead.pk, None]
    return [
        initiatives.add_initiative(title=title, lead_id=lead, department_id=cast.marketing.pk, by=cast.office, at=AT)
        for title, lead in zip(("Alpha", "Beta", "Gamma"), leads, strict=True)
    ]


def _looked(code: str, ids: Sequence[int], action: str, values: dict[str, Any], by: Person) -> BulkChange:
    change = writes.choose_records(code=code, ids=ids, by=by, at=AT)
    return writes.look_ahead(change_id=change.pk, action=action, values=values, by=by, at=AT)


def _made(code: str, ids: Sequence[int], action: str, values: dict[str, Any], by: Person) -> BulkChange:
    return writes.make_changes(change_id=_looked(code, ids, action, values, by).pk, by=by, at=AT)


def _outcomes(change: BulkChange) -> list[str]:
    return list(change.lines.values_list("outcome", flat=True))


class TestLookAhead:
    def test_says_what_would_happen_and_writes_nothing(self, cast: Cast, three: list[Initiative]) -> None:
        ids, entries = [one.pk for one in three], Entry.objects.count()
        change = _looked("initiatives", ids, "lead", {"to": str(cast.marketer.pk)}, cast.office)
        assert _outcomes(change) == [Outcome.SAME, Outcome.CHANGES, Outcome.CHANGES]
        line = change.lines.get(record_id=ids[1])
        assert (line.before, line.after) == (
            f"people.person:{cast.delivery_lead.pk}",
            f"people.person:{cast.marketer.pk}",
        )
        assert list(Initiative.objects.order_by("pk").values_list("version", flat=True)) == [1, 1, 1]
        assert Entry.objects.count() == entries

    def test_lists_what_is_refused_with_the_reason(self, cast: Cast, three: list[Initiative]) -> None:
        change = _looked("initiatives", [one.pk for one in three], "visibility", {"to": "limited"}, cast.marketer)
        assert _outcomes(change) == [Outcome.CHANGES, Outcome.REFUSED, Outcome.REFUSED]
        assert "programme office" in change.lines.all()[1].reason

    def test_shows_names_only_to_whom_they_are_open(self, cast: Cast, three: list[Initiative]) -> None:
        change = _looked("initiatives", [one.pk for one in three], "lead", {"to": str(cast.marketer.pk)}, cast.office)
        rows = list(reads.all_bulk_rows(viewer=cast.office, change_id=change.pk, query=ListQuery(reads.LINES)))
        assert [(row.title, row.before, row.after) for row in rows][1:] == [
            ("Beta", "Lena Ship", "Mia Copy"), ("Gamma", "nothing", "Mia Copy"),
        ]  # fmt: skip
        assert "Mia Copy" not in json.dumps(list(BulkLine.objects.values("before", "after", "memo", "reason")))


class TestChoose:
    def test_refuses_none_too_many_and_what_is_no_list(self, cast: Cast) -> None:
        for code, ids in (("initiatives", []), ("initiatives", range(MOST + 1)), ("nothing", [1])):
            with pytest.raises(Invalid):
                writes.choose_records(code=code, ids=list(ids), by=cast.office, at=AT)

    def test_is_nobody_elses(self, cast: Cast, three: list[Initiative]) -> None:
        change = _looked("initiatives", [three[0].pk], "visibility", {"to": "limited"}, cast.office)
        with pytest.raises(NotFound):
            writes.make_changes(change_id=change.pk, by=cast.cio, at=AT)


class TestMake:
    def test_goes_through_the_trail_of_each_as_one(self, cast: Cast, three: list[Initiative]) -> None:
        change = _made("initiatives", [one.pk for one in three], "department", {"to": str(cast.it.pk)}, cast.office)
        assert set(Initiative.objects.values_list("department_id", flat=True)) == {cast.it.pk}
        told = Entry.objects.filter(batch=f"turn.bulk_change:{change.pk}")
        assert [entry.subject_id for entry in told] == [one.pk for one in three]

    def test_refuses_what_somebody_changed_after_the_look(self, cast: Cast, three: list[Initiative]) -> None:
        change = _looked("initiatives", [one.pk for one in three], "lead", {"to": str(cast.cio.pk)}, cast.office)
        beta = Initiative.objects.get(title="Beta")
        initiatives.edit_initiative(initiative=beta, values={"lead_id": cast.employee.pk}, by=cast.office, at=AT)
        change = writes.make_changes(change_id=change.pk, by=cast.office, at=AT)
        assert _outcomes(change) == [Outcome.CHANGED, Outcome.REFUSED, Outcome.CHANGED]
        assert Initiative.objects.get(title="Beta").lead_id == cast.employee.pk

    def test_goes_on_where_it_was_stopped(self, cast: Cast, three: list[Initiative]) -> None:
        change = _looked("initiatives", [one.pk for one in three], "lead", {"to": str(cast.cio.pk)}, cast.office)
        first = change.lines.all()[0]
        initiatives.edit_initiative(initiative=three[0], values={"lead_id": cast.cio.pk}, by=cast.office, at=AT)
        BulkLine.objects.filter(pk=first.pk).update(
            outcome=Outcome.CHANGED, memo={"was": cast.marketer.pk, "now": cast.cio.pk}
        )
        change = writes.make_changes(change_id=change.pk, by=cast.office, at=AT)
        assert _outcomes(change) == [Outcome.CHANGED] * 3

    def test_is_made_once(self, cast: Cast, three: list[Initiative]) -> None:
        change = _made("initiatives", [three[0].pk], "lead", {"to": str(cast.cio.pk)}, cast.office)
        with pytest.raises(WrongState):
            writes.make_changes(change_id=change.pk, by=cast.office, at=AT)


class TestTakeBack:
    def test_keeps_what_somebody_changed_since(self, cast: Cast, three: list[Initiative]) -> None:
        change = _made("initiatives", [one.pk for one in three], "lead", {"to": str(cast.cio.pk)}, cast.office)
        beta, gamma = Initiative.objects.get(title="Beta"), Initiative.objects.get(title="Gamma")
        initiatives.edit_initiative(initiative=beta, values={"lead_id": cast.employee.pk}, by=cast.office, at=AT)
        initiatives.edit_initiative(initiative=gamma, values={"summary": "Something else."}, by=cast.office, at=AT)
        change = writes.take_changes_back(change_id=change.pk, by=cast.office, at=AT)
        assert _outcomes(change) == [Outcome.TAKEN_BACK, Outcome.KEPT, Outcome.TAKEN_BACK]
        leads = list(Initiative.objects.order_by("title").values_list("lead_id", flat=True))
        assert leads == [cast.marketer.pk, cast.employee.pk, None]

    @pytest.mark.parametrize(
        ("action", "values"),
        [("stage", {"to": "approved", "on": "2026-05-01"}), ("visibility", {"to": "limited"}), ("sponsor", {"to": "1"}),
         ("department", {"to": ""}), ("goal", {"to": "goal"})],
    )  # fmt: skip
    def test_restores_every_kind_of_change(
        self, cast: Cast, three: list[Initiative], action: str, values: dict[str, str]
    ) -> None:
        goal = goals.add_goal(title="Grow", by=cast.office, at=AT)
        names = {"1": str(cast.cfo.pk), "goal": str(goal.pk)}
        values = {name: names.get(value, value) for name, value in values.items()}
        columns = ("stage", "stage_date", "visibility", "sponsor_id", "department_id")
        before = list(Initiative.objects.order_by("pk").values(*columns))
        change = _made("initiatives", [one.pk for one in three], action, values, cast.office)
        assert _outcomes(change) == [Outcome.CHANGED] * 3
        writes.take_changes_back(change_id=change.pk, by=cast.office, at=AT)
        assert list(Initiative.objects.order_by("pk").values(*columns)) == before
        assert not GoalLink.objects.filter(removed_at=None).exists()


class TestOtherRecords:
    def test_promises_move_are_offered_and_taken_back(self, cast: Cast) -> None:
        now = timezone.now()
        due = timezone.localdate(now) + timedelta(days=3)
        made = [
            promises.make_promise(
                what=what, owner_id=cast.cio.pk, due_date=due, made_to_id=cast.cfo.pk, by=cast.cio, at=now
            )
            for what in ("A", "B")
        ]
        ids, later = [one.pk for one in made], due + timedelta(days=30)

        def done(action: str, values: dict[str, str]) -> BulkChange:
            change = writes.choose_records(code="promises", ids=ids, by=cast.cio, at=now)
            writes.look_ahead(change_id=change.pk, action=action, values=values, by=cast.cio, at=now)
            return writes.make_changes(change_id=change.pk, by=cast.cio, at=now)

        moved = done("day", {"to": later.isoformat(), "reason": "The test data come late."})
        assert set(Promise.objects.values_list("due_date", "first_due_date")) == {(later, due)}
        writes.take_changes_back(change_id=moved.pk, by=cast.cio, at=now)
        assert set(Promise.objects.values_list("due_date", flat=True)) == {due}
        offered = done("owner", {"to": str(cast.employee.pk), "reason": "You run the team now."})
        assert Offer.objects.filter(state="open", to=cast.employee.pk).count() == 2
        writes.take_changes_back(change_id=offered.pk, by=cast.cio, at=now)
        assert not Offer.objects.filter(state="open").exists()
        withdrawn = done("withdraw", {"reason": "Nobody needs it."})
        assert set(Promise.objects.values_list("state", flat=True)) == {"withdrawn"}
        writes.take_changes_back(change_id=withdrawn.pk, by=cast.cio, at=now)
        assert set(Promise.objects.values_list("state", flat=True)) == {"open"}

    def test_goals_get_an_owner_and_a_day(self, cast: Cast) -> None:
        ids = [goals.add_goal(title=title, by=cast.office, at=AT).pk for title in ("A", "B")]
        owned = _made("goals", ids, "it_owner", {"to": str(cast.cio.pk)}, cast.office)
        wrong = _looked("goals", ids, "it_owner", {"to": str(cast.cfo.pk)}, cast.office)
        day = _made("goals", ids, "review", {"to": "2026-09-01"}, cast.office)
        assert _outcomes(owned) == _outcomes(day) == [Outcome.CHANGED] * 2
        assert _outcomes(wrong) == [Outcome.REFUSED] * 2
        for change in (day, owned):
            writes.take_changes_back(change_id=change.pk, by=cast.office, at=AT)
            assert _outcomes(change) == [Outcome.TAKEN_BACK] * 2

    def test_people_change_department_where_one_may(self, cast: Cast) -> None:
        ids = [cast.marketer.pk, cast.administrator.pk]
        change = _made("people", ids, "department", {"to": str(cast.finance.pk)}, cast.office)
        assert _outcomes(change) == [Outcome.CHANGED, Outcome.REFUSED]
        writes.take_changes_back(change_id=change.pk, by=cast.office, at=AT)
        assert Person.objects.get(pk=cast.marketer.pk).department_id == cast.marketing.pk


class TestPages:
    def test_lead_from_ticks_to_undo(self, cast: Cast, three: list[Initiative], client_of: SignIn) -> None:
        client = client_of(cast.office)
        assert b'data-ticks="initiatives"' in client.get("/initiatives/").content
        answer = client.post(
            reverse("turn:choosing", args=["initiatives"]), {"chosen": [three[0].pk, three[1].pk], "which": "chosen"}
        )
        here = answer["Location"]
        assert "2 initiatives chosen" in client.get(here).content.decode()
        change = BulkChange.objects.get()
        form = client.post(reverse("turn:bulk_action", args=[change.pk, "stage"]), {"to": "nonsense"})
        assert form.status_code == 422
        client.post(reverse("turn:bulk_action", args=[change.pk, "stage"]), {"to": "approved", "on": "2026-05-01"})
        assert "Change 2 initiatives" in client.get(here).content.decode()
        client.post(reverse("turn:making", args=[change.pk]))
        assert "2 were changed." in client.get(here).content.decode()
        rows = client.get(f"{here}?format=json").getvalue()
        assert [row["After"] for row in json.loads(rows)["data"]] == ["Approved", "Approved"]
        client.post(reverse("turn:taking_back", args=[change.pk]))
        assert "2 stand as they did before." in client.get(here).content.decode()
        assert "Move to a stage" in client.get(reverse("turn:bulk_changes")).content.decode()

    def test_take_all_that_a_query_finds(self, cast: Cast, three: list[Initiative], client_of: SignIn) -> None:
        client = client_of(cast.office)
        given = {"which": "all", "query": "q=eta", "chosen": [three[0].pk]}
        client.post(reverse("turn:choosing", args=["initiatives"]), given)
        assert list(BulkLine.objects.values_list("record_id", flat=True)) == [three[1].pk]

    def test_do_many_as_a_job(self, cast: Cast, client_of: SignIn) -> None:
        made = [Initiative(title=f"I{n:03}", created_at=AT, stage="idea") for n in range(70)]
        Initiative.objects.bulk_create(made)
        client = client_of(cast.office)
        client.post(reverse("turn:choosing", args=["initiatives"]), {"which": "all", "query": ""})
        change = BulkChange.objects.get()
        answer = client.post(reverse("turn:bulk_action", args=[change.pk, "visibility"]), {"to": "limited"})
        assert answer["Location"].startswith("/jobs/")

    def test_offer_nothing_to_whom_it_is_of_no_use_and_stay_shut(
        self, cast: Cast, three: list[Initiative], client_of: SignIn
    ) -> None:
        assert b"data-ticks" not in client_of(cast.marketer).get("/initiatives/").content
        change = writes.choose_records(code="initiatives", ids=[three[0].pk], by=cast.office, at=AT)
        assert client_of(cast.cio).get(reverse("turn:bulk_change", args=[change.pk])).status_code == 404
        assert client_of(cast.stranger).get(reverse("turn:bulk_change", args=[change.pk])).status_code == 302

    def test_say_what_is_missing_when_nothing_is_ticked(self, cast: Cast, client_of: SignIn) -> None:
        answer = client_of(cast.office).post(reverse("turn:choosing", args=["goals"]), {"which": "chosen"}, follow=True)
        assert "Tick the rows you mean" in answer.content.decode()


def test_erasing_a_person_removes_what_they_chose(cast: Cast, three: list[Initiative]) -> None:
    _made("initiatives", [three[0].pk], "lead", {"to": str(cast.cio.pk)}, cast.operations_head)
    people.erase_person(person_id=cast.operations_head.pk, by=cast.administrator, at=AT)
    assert not BulkChange.objects.exists()
    assert not BulkLine.objects.exists()
