"""Money in stages: planning them, asking, deciding, the second person, and what has changed meanwhile."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accord.apps.trail.reads import history
from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, NotFound, Ref, WrongState
from accord.apps.value import writes
from accord.apps.value.models import Involvement, Release, Stage
from accord.apps.value.reads import decided
from accord.apps.value.reads.deciding import evidence

from .conftest import AT, TODAY

LATER = AT + timedelta(days=3)


@pytest.fixture
def signed(initiative, cast, a_signed_case):
    return a_signed_case(initiative, cast)


@pytest.fixture
def stage(signed, initiative, cast):
    return writes.plan_stage(
        initiative_id=initiative.pk, title="Pilot in two branches", amount=Decimal("60000.00"),
        must_show="Half of the invoices read without a hand", due_date=TODAY, by=cast.department_head, at=AT,
    )  # fmt: skip


@pytest.fixture
def second_head(cast):
    """Another head in finance, who signed nothing."""
    from accord.apps.people.models import Department
    from accord.apps.people.rules import Side

    Department.objects.create(name="Treasury", side=Side.FINANCE, parent=cast.finance, head=cast.chro)
    return cast.chro


@pytest.fixture
def asked(stage, cast):
    return writes.ask_release(
        stage_id=stage.pk, amount=Decimal(50_000), shown="58 % are read without a hand.", by=cast.delivery_lead, at=AT
    )


def basis(release):
    return evidence.ground_of(viewer=release.asked_by, version=release.of, as_of=TODAY).basis


def decide(release, by, amount=Decimal(50_000), **values):
    given = {"reason": "It was shown.", "basis": basis(release), "at": LATER} | values
    return writes.decide_release(release_id=release.pk, amount=amount, by=by, **given)


@pytest.mark.django_db
class TestStages:
    def test_are_planned_changed_reordered_removed_and_put_back(self, stage, initiative, cast):
        second = writes.plan_stage(
            initiative_id=initiative.pk, title="Roll-out", amount=Decimal(40_000), must_show="Pilot pays", by=cast.office,
            at=AT,
        )  # fmt: skip
        writes.edit_stage(
            stage_id=second.pk, values={"amount": Decimal("40000.50")}, by=cast.office, at=AT, seen_version=1
        )
        writes.place_stage(stage_id=second.pk, up=True, by=cast.office, at=AT)

        assert [one.title for one in Stage.objects.filter(removed_at=None)] == ["Roll-out", "Pilot in two branches"]
        with pytest.raises(EditConflict):
            writes.edit_stage(stage_id=second.pk, values={"title": "x"}, by=cast.cio, at=AT, seen_version=1)
        writes.remove_stage(stage_id=second.pk, by=cast.office, at=AT)
        writes.restore_stage(stage_id=second.pk, by=cast.office, at=AT)
        assert [one.title for one in Stage.objects.filter(removed_at=None)] == ["Pilot in two branches", "Roll-out"]
        told = [line.sentence for line in history(viewer=cast.cfo, subject=Ref("value.stage", second.pk))]
        assert told[-1].startswith("Pia Office planned “Roll-out” as a stage of money: 40,000")

    def test_are_for_who_asks_for_money_and_hidden_from_others(self, stage, cast):
        with pytest.raises(NotFound):
            writes.edit_stage(stage_id=stage.pk, values={"title": "Mine"}, by=cast.employee, at=AT)

    def test_refuse_nothing_and_less_than_was_released(self, stage, asked, second_head, cast):
        with pytest.raises(Invalid, match="look at them again") as refused:
            writes.edit_stage(stage_id=stage.pk, values={"amount": Decimal(0), "title": " "}, by=cast.office, at=AT)
        assert set(refused.value.fields) == {"amount", "title"}
        decide(asked, second_head)
        with pytest.raises(Invalid) as refused:
            writes.edit_stage(stage_id=stage.pk, values={"amount": Decimal("49999.99")}, by=cast.office, at=AT)
        assert "released already" in refused.value.fields["amount"]
        with pytest.raises(WrongState, match="stays"):
            writes.remove_stage(stage_id=stage.pk, by=cast.office, at=AT)


@pytest.mark.django_db
class TestAsking:
    def test_needs_a_signed_version(self, initiative, a_case, cast):
        a_case(initiative, by=cast.office)
        stage = writes.plan_stage(
            initiative_id=initiative.pk, title="First", amount=Decimal(5), must_show="Something", by=cast.office, at=AT
        )
        with pytest.raises(WrongState, match="signed by all three"):
            writes.ask_release(stage_id=stage.pk, amount=Decimal(5), shown="It", by=cast.office, at=AT)

    def test_refuses_more_than_is_left_and_asking_twice(self, stage, cast):
        with pytest.raises(Invalid) as refused:
            writes.ask_release(stage_id=stage.pk, amount=Decimal("60000.01"), shown="It", by=cast.office, at=AT)
        assert "60,000 is left" in refused.value.fields["amount"]
        writes.ask_release(stage_id=stage.pk, amount=Decimal(60_000), shown="It", by=cast.office, at=AT)
        with pytest.raises(WrongState, match="asked for already"):
            writes.ask_release(stage_id=stage.pk, amount=Decimal(1), shown="It", by=cast.cio, at=AT)

    def test_can_be_withdrawn_and_asked_anew(self, asked, stage, cast):
        writes.withdraw_release(release_id=asked.pk, by=cast.delivery_lead, at=AT)
        with pytest.raises(WrongState, match="settled"):
            writes.withdraw_release(release_id=asked.pk, by=cast.delivery_lead, at=AT)
        again = writes.ask_release(stage_id=stage.pk, amount=Decimal(1), shown="More", by=cast.office, at=AT)
        assert again.state == "asked"


@pytest.mark.django_db
class TestDeciding:
    def test_releases_a_part_with_its_reason_and_the_figures_as_they_stood(self, asked, second_head, initiative, cast):
        done = decide(asked, second_head, Decimal("20000.00"))

        assert (done.state, done.amount, done.released_at) == ("released", Decimal("20000.00"), LATER)
        assert done.evidence["version"] == 1
        assert done.evidence["complete"] == [8, 8]
        assert [side for side, _day in done.evidence["signed"]] == ["business", "it", "finance"]
        assert decided.released([initiative.pk]) == {initiative.pk: {"EUR": Decimal("20000.00")}}
        assert decided.released_by_month([initiative.pk])[initiative.pk] == {
            (date(2026, 6, 1), "EUR"): Decimal("20000.00")
        }
        assert Involvement.objects.filter(initiative=initiative, how="released").count() == 1
        told = [line.sentence for line in history(viewer=cast.cfo, subject=Ref("value.release", asked.pk))]
        assert told[0].startswith("Hanna Staff released 20,000")

    def test_never_releases_more_than_the_stage_holds(self, asked, stage, second_head, cast):
        decide(asked, second_head, Decimal(45_000))
        rest = writes.ask_release(stage_id=stage.pk, amount=Decimal(15_000), shown="More", by=cast.office, at=AT)
        with pytest.raises(Invalid):
            decide(rest, second_head, Decimal("15000.01"))
        assert decide(rest, second_head, Decimal(15_000)).state == "released"
        with pytest.raises(Invalid) as refused:
            writes.ask_release(stage_id=stage.pk, amount=Decimal("0.01"), shown="Once more", by=cast.office, at=AT)
        assert "0 is left" in refused.value.fields["amount"]

    def test_is_not_for_who_asked_nor_for_others(self, stage, cast):
        mine = writes.ask_release(stage_id=stage.pk, amount=Decimal(10), shown="It", by=cast.cfo, at=AT)
        with pytest.raises(NotAllowed, match="You asked"):
            decide(mine, cast.cfo, Decimal(10))
        for person in (cast.cio, cast.office, cast.department_head):
            with pytest.raises(NotAllowed):
                decide(mine, person, Decimal(10))

    def test_by_a_signer_waits_for_a_second_person(self, asked, initiative, cast):
        waiting = decide(asked, cast.cfo)  # who signed for finance

        assert (waiting.state, waiting.released_at) == ("decided", None)
        assert decided.released([initiative.pk]) == {}
        given = {"release_id": asked.pk, "does_confirm": True, "basis": basis(asked), "at": LATER}
        with pytest.raises(NotAllowed, match="somebody else"):
            writes.confirm_release(by=cast.cfo, **given)
        with pytest.raises(NotAllowed):
            writes.confirm_release(by=cast.delivery_lead, **given)  # who asked
        done = writes.confirm_release(by=cast.cio, **given)
        assert (done.state, done.amount, done.confirmed_by) == ("released", Decimal(50_000), cast.cio)

    def test_can_be_refused_by_the_second_person_or_at_once(self, asked, stage, cast):
        decide(asked, cast.cfo)
        refused = writes.confirm_release(
            release_id=asked.pk,
            does_confirm=False,
            reason="The pilot was one branch.",
            basis="",
            by=cast.office,
            at=LATER,
        )
        assert (refused.state, refused.amount) == ("refused", 0)
        again = writes.ask_release(stage_id=stage.pk, amount=Decimal(5), shown="Two branches", by=cast.office, at=AT)
        assert decide(again, cast.cfo, Decimal(0)).state == "refused"  # a signer alone may say no
        with pytest.raises(WrongState, match="settled"):
            decide(again, cast.cfo, Decimal(5))

    def test_is_refused_when_another_version_was_signed(self, asked, signed, sign_all, second_head, cast):
        sign_all(writes.new_version(case_id=signed.case_id, by=cast.office, at=AT), cast, at=LATER)

        with pytest.raises(WrongState, match="version 2 is signed by now"):
            decide(asked, second_head)
        asked.refresh_from_db()
        assert (asked.state, asked.shown) == ("asked", "58 % are read without a hand.")

    def test_is_refused_when_a_benefit_was_challenged_since_it_was_opened(
        self, asked, signed, initiative, second_head, cast
    ):
        seen = basis(asked)
        key = signed.lines.get(flow="benefit").key
        writes.raise_challenge(
            initiative_id=initiative.pk, line_key=key, question="Are the hours paid for?", by=cast.cfo, at=AT
        )
        with pytest.raises(EditConflict) as conflict:
            decide(asked, second_head, basis=seen)
        assert conflict.value.changes == ["“Fewer hours of typing” is challenged by Frank Ledger and not answered yet."]
        assert conflict.value.theirs["basis"] == basis(asked)
        assert decide(asked, second_head).state == "released"  # seen, and decided all the same
        assert any("challenged" in sentence for sentence in Release.objects.get().evidence["against"])

    def test_wants_to_know_what_it_rests_on(self, asked, second_head):
        with pytest.raises(Invalid, match="rests on"):
            decide(asked, second_head, basis="")
