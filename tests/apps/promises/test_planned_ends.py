"""Planned ends of lists as promises: made by departments, agreed anew or moved by later states, silent, taken back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.apps.batches import writes as batches
from accord.apps.initiatives.models import Initiative, Statement
from accord.apps.promises import reads, rules, writes
from accord.apps.promises.models import Promise
from accord.apps.promises.permissions import can_edit, visible_to
from accord.apps.promises.rules import PlannedEnd, Standing, State, Step
from accord.apps.promises.tables import promises_table
from accord.apps.trail.models import Entry

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
FIRST, SECOND, THIRD = date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1)
HEAD = "Project,Department,End date,Rating,Cost (£m),Status"
ROWS = {
    FIRST: ("Bridge,Works,2024-06-30,Amber,10,", "Harbour,Works,2025-06-30,Green,20,", "Tunnel,Works,2025-09-30,,30,",
            "Canal,Works,2023-06-30,Red,40,"),
    SECOND: ("Bridge,Works,2026-06-30,Red,10,", "Harbour,Works,2026-03-31,Amber,2000,", "Canal,Works,2027-06-30,Red,40,"),
    THIRD: ("Bridge,Works,2026-06-30,Red,10,Cancelled", "Harbour,Works,2026-03-31,Amber,2000,",
            "Tunnel,Works,2026-09-30,,30,"),
}  # fmt: skip


@pytest.fixture
def bring(cast, tmp_path):
    """Write the state of a day: what the list said then."""

    def written(day, rows=None):
        path = tmp_path / f"works_{day:%Y}.csv"
        path.write_text("\n".join((HEAD, *(rows or ROWS[day]))) + "\n")
        batch = batches.stage(path=path, name=path.name, target="portfolio", as_of=day, by=cast.office, at=AT)
        batches.use_list(batch_id=batch.pk, source_list="Works", key_by=["title"], by=cast.office, at=AT)
        batches.check_rows(batch_id=batch.pk, by=cast.office, at=AT)
        return batches.commit(batch_id=batch.pk, by=cast.office, at=AT)

    return written


def about(title):
    return Promise.objects.get(about_id=Initiative.objects.get(title=title).pk)


def everything():
    """What stands of promises and statements, by id."""
    names = ("pk", "what", "due_date", "first_due_date", "state", "renegotiated_at", "untold_on", "kept_at", "source")
    said = ("pk", "initiative_id", "as_of", "planned_end_on", "cost_amount", "rating", "batch")
    left = Initiative.objects.order_by("pk").values_list(
        "pk", "left_list_on", "planned_end_on", "cost_amount", "rating"
    )
    return (list(Promise.objects.order_by("pk").values_list(*names)),
            list(Statement.objects.order_by("pk").values_list(*said)), list(left))  # fmt: skip


@pytest.mark.django_db
class TestPlannedEnds:
    def test_become_promises_of_the_department(self, bring, cast):
        bring(FIRST)
        harbour = about("Harbour")
        assert (harbour.owner, harbour.by_whom, harbour.side) == (None, "Works", "business")
        assert (harbour.made_on, harbour.due_date, harbour.first_due_date) == (
            FIRST,
            date(2025, 6, 30),
            date(2025, 6, 30),
        )
        assert harbour.source == "works_2024.csv"
        assert Promise.objects.count() == 3  # the canal's day had passed when it was first said
        assert visible_to(cast.cfo).count() == 3
        assert not visible_to(cast.employee).exists()

    def test_of_somebody_who_leads_are_theirs(self, bring, cast):
        bring(FIRST, ("Bridge,Works,2027-06-30,Amber,10,",))
        Initiative.objects.update(lead=cast.delivery_lead)
        Promise.objects.all().delete()
        bring(SECOND, ("Bridge,Works,2028-06-30,Amber,10,",))
        assert about("Bridge").owner == cast.delivery_lead

    def test_named_later_are_agreed_anew_before_the_day_and_moved_after_it(self, bring):
        bring(FIRST)
        bring(SECOND)
        bridge, harbour, canal = about("Bridge"), about("Harbour"), about("Canal")
        assert (bridge.due_date, bridge.first_due_date, bridge.renegotiated_at) == (
            date(2026, 6, 30), date(2024, 6, 30), None,
        )  # fmt: skip
        assert (harbour.due_date, harbour.renegotiated_at.date()) == (date(2026, 3, 31), SECOND)
        assert canal.made_on == SECOND
        codes = Entry.objects.filter(subject_kind="promises.promise").order_by("pk")
        told = {pk: list(codes.filter(subject_id=pk).values_list("code", flat=True)) for pk in (bridge.pk, harbour.pk)}
        assert told[bridge.pk] == ["promises.promise.stated", "promises.promise.stated_moved"]
        assert told[harbour.pk] == ["promises.promise.stated", "promises.promise.stated_anew"]

    def test_fall_silent_when_the_list_names_them_no_more_and_are_told_again(self, bring):
        bring(FIRST)
        bring(SECOND)
        tunnel = about("Tunnel")
        assert (tunnel.state, tunnel.untold_on) == (State.UNTOLD, SECOND)
        assert Initiative.objects.get(title="Tunnel").left_list_on == SECOND
        table = promises_table(as_of=date(2026, 3, 2))
        assert table.filter(id=str(tunnel.pk))["state"].to_list() == ["untold"]
        bring(THIRD)
        tunnel.refresh_from_db()
        assert (tunnel.state, tunnel.untold_on, tunnel.due_date) == (State.OPEN, None, date(2026, 9, 30))
        assert about("Bridge").state == State.WITHDRAWN

    def test_are_left_alone_where_somebody_moved_them(self, bring, cast):
        bring(FIRST, ("Bridge,Works,2026-06-30,Amber,10,",))
        bridge = about("Bridge")
        own = date(2026, 5, 31)
        writes.edit_promise(
            promise=bridge, values={"due_date": own}, reason="We can be earlier.", by=cast.office, at=AT
        )
        bring(SECOND, ("Bridge,Works,2027-06-30,Amber,10,",))
        assert about("Bridge").due_date == own

    def test_are_not_touched_by_an_older_state(self, bring):
        bring(SECOND)
        before = about("Harbour").due_date
        bring(FIRST)
        assert (about("Harbour").due_date, about("Harbour").first_due_date) == (before, before)
        assert Statement.objects.filter(initiative__title="Harbour").count() == 2

    def test_are_taken_back_and_brought_again_with_the_same_ids(self, bring, cast):
        bring(FIRST)
        first = everything()
        second = bring(SECOND)
        both = everything()
        for _time in range(2):
            batches.take_back(batch_id=second.pk, by=cast.office, at=AT)
            assert everything() == first
            batches.bring_again(batch_id=second.pk, by=cast.office, at=AT)
            assert everything() == both

    def test_said_again_without_a_change_are_still_a_part_of_the_story(self, bring):
        bring(FIRST, ("Bridge,Works,2027-06-30,Amber,10,",))
        again = bring(SECOND, ("Bridge,Works,2027-06-30,Amber,10,",))
        assert again.result["verdicts"]["same"] == 1
        assert list(Statement.objects.values_list("as_of", flat=True)) == [FIRST, SECOND]


@pytest.mark.django_db
class TestWithoutAPerson:
    def test_every_page_shows_the_department(self, bring, cast, client_of):
        bring(FIRST)
        bring(SECOND)
        client = client_of(cast.office)
        assert "Works" in client.get("/promises/").content.decode()
        assert client.get("/promises/?source=file").status_code == 200
        shown = client.get(f"/promises/{about('Harbour').pk}/").content.decode()
        assert "the department; no person is named" in shown
        assert "agreed in time" in shown
        silent = client.get(f"/promises/{about('Tunnel').pk}/").content.decode()
        assert "Its list no longer names it" in silent
        for path in (
            "/promises/record/",
            "/promises/?format=csv",
            "/promises/?sort=owner",
            "/",
            "/initiatives/?listed=left",
        ):
            assert client.get(path).status_code == 200, path
        one = client.get(f"/api/v1/promises/{about('Harbour').pk}").json()
        assert (one["owner_id"], one["owner"], one["made_on"]) == (None, "Works", "2024-01-01")

    def test_its_head_answers_for_it_and_can_hand_it_over(self, bring, cast):
        bring(FIRST, ("Bridge,Works,2027-06-30,Amber,10,",))
        bridge = about("Bridge")
        department = bridge.department
        department.head = cast.operations_head
        department.save()
        assert can_edit(cast.operations_head, bridge)
        assert not can_edit(cast.marketer, bridge)
        assert list(visible_to(cast.operations_head)) == [bridge]
        writes.offer_promise(promise=bridge, to_id=cast.marketer.pk, reason="Yours.", by=cast.operations_head, at=AT)
        writes.take_over(promise=bridge, by=cast.marketer, at=AT)
        assert about("Bridge").owner == cast.marketer

    def test_counts_in_the_record_without_scoring_anybody(self, bring, cast):
        rows = [f"Work {n},Works,2024-0{n}-28,Amber,10," for n in range(2, 9)]
        today = date(2026, 3, 2)
        late = reads.promises_spec(viewer=cast.office, as_of=today).filters[3].q(["late"])

        def found():
            record = reads.promise_record(viewer=cast.office, as_of=today)
            table = promises_table(as_of=today)["state"].to_list()
            return record.total.due, record.untold, Promise.objects.filter(late).count(), table.count("untold")

        bring(FIRST, rows)  # a list is believed up to its own day: whether these days held it cannot know
        assert found() == (0, 7, 0, 7)
        bring(SECOND, rows)
        assert found() == (7, 0, 7, 0)
        assert reads.promise_record(viewer=cast.office, as_of=today).total.share is not None
        bring(THIRD, rows[:1])
        assert found() == (1, 6, 1, 6)


class TestRules:
    def test_nobody_is_scored_where_nobody_is_named(self):
        assert rules.voices([]) == 0
        assert rules.voices([(None, 1)] * 9) == rules.FEWEST_PEOPLE
        assert rules.voices([(5, 1), (None, 1), (None, 2), (5, 2)]) == 3
        assert rules.voices([(5, 1), (5, 2)]) == 1

    @settings(max_examples=40)
    @given(st.dates(date(2015, 1, 1), date(2025, 12, 31)), st.integers(-900, 900), st.integers(-900, 900))
    def test_a_later_day_is_agreed_anew_only_before_the_old_one(self, as_of, before, after):
        due, said = as_of + timedelta(days=before), as_of + timedelta(days=after)
        follow = rules.said_again(Standing(State.OPEN, due, due, due), PlannedEnd(as_of, said))
        if said == due:
            assert follow is None
        else:
            assert follow is not None
            assert follow.due_date == said
            assert (follow.steps == (Step.AGREED_ANEW,)) == (said > due > as_of)
            assert (follow.renegotiated_on == as_of) == (said > due > as_of)
        first = rules.first_said(PlannedEnd(as_of, said))
        assert (first is not None) == (said > as_of)
        settled = Standing(State.KEPT, due, due, due)
        assert rules.said_again(settled, PlannedEnd(as_of, said, ended_on=as_of)) is None
