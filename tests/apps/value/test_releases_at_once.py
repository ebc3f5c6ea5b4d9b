"""People who decide on the same money at the same moment, or while the case under it changes: real threads, real databases."""

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from accord.apps.goals.models import Goal, Measure
from accord.apps.initiatives import writes as initiatives
from accord.apps.people.models import Department
from accord.apps.people.rules import Side
from accord.apps.ui.rules import EditConflict, Refused, WrongState
from accord.apps.value import writes
from accord.apps.value.models import CaseVersion, Release, Stage
from accord.apps.value.reads import decided
from accord.apps.value.reads.deciding import evidence
from tests.cast import build

from .conftest import AT, TODAY, a_case, sign_all

pytestmark = pytest.mark.django_db(transaction=True)
LATER = AT + timedelta(days=3)
ALL = Decimal(60_000)


class Story:
    """A signed case with one stage of 60,000, and two heads of finance who signed nothing."""

    def __init__(self) -> None:
        self.cast = cast = build()
        for name, head in (("Treasury", cast.chro), ("Controlling", cast.employee)):
            head.department = Department.objects.create(name=name, side=Side.FINANCE, parent=cast.finance, head=head)
            head.save(update_fields=["department"])
        self.initiative = initiatives.add_initiative(
            title="Invoice reader", department_id=cast.marketing.pk, sponsor_id=cast.department_head.pk,
            lead_id=cast.delivery_lead.pk, by=cast.office, at=AT,
        )  # fmt: skip
        goal = Goal.objects.create(
            title="Pay in ten days", business_owner=cast.operations_head, it_owner=cast.cio, created_at=AT
        )
        Measure.objects.create(
            goal=goal, name="Hours per invoice", unit="hours", direction="down", baseline_value=9.0, baseline_date=TODAY,
            target_value=4.0, target_date=date(2027, 1, 1), source="Time sheets",
        )  # fmt: skip
        initiatives.link_goal(initiative=self.initiative, goal_id=goal.pk, by=cast.office, at=AT)
        self.version = sign_all(a_case(self.initiative, by=cast.office, at=AT), cast)
        self.stage = writes.plan_stage(
            initiative_id=self.initiative.pk, title="Pilot", amount=ALL, must_show="It reads", by=cast.office, at=AT
        )

    def ask(self, amount=ALL):
        return writes.ask_release(
            stage_id=self.stage.pk, amount=amount, shown="It does", by=self.cast.delivery_lead, at=AT
        )

    def decide(self, release, by, basis, amount=ALL):
        return writes.decide_release(release_id=release.pk, amount=amount, reason="Shown", basis=basis, by=by, at=LATER)

    def basis(self, release):
        return evidence.ground_of(viewer=self.cast.office, version=release.of, as_of=TODAY).basis


def at_once(*steps):
    """Run steps in threads that start together; give what they returned or were refused with, in order."""
    start, found = threading.Barrier(len(steps)), [None] * len(steps)

    def run(place, step):
        start.wait()
        try:
            found[place] = step()
        except Refused as no:
            found[place] = no
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


class TestTwoAtOnce:
    def test_release_the_money_once(self):
        story = Story()
        release = story.ask()
        basis = story.basis(release)
        found = at_once(
            lambda: story.decide(release, story.cast.chro, basis),
            lambda: story.decide(release, story.cast.employee, basis, Decimal(10_000)),
        )
        refused = [one for one in found if isinstance(one, Refused)]
        assert [type(one) for one in refused] in ([WrongState], [EditConflict])
        granted = Release.objects.get(state="released").amount
        assert decided.released([story.initiative.pk]) == {story.initiative.pk: {"EUR": granted}}

    def test_ask_for_a_stage_once(self):
        story = Story()
        found = at_once(lambda: story.ask(Decimal(50_000)), lambda: story.ask(Decimal(40_000)))
        assert sum(isinstance(one, WrongState) for one in found) == 1
        assert Release.objects.filter(state="asked").count() == 1

    def test_never_shrink_a_stage_below_what_is_released(self):
        story = Story()
        release = story.ask()
        basis = story.basis(release)
        at_once(
            lambda: story.decide(release, story.cast.chro, basis),
            lambda: writes.edit_stage(
                stage_id=story.stage.pk, values={"amount": Decimal(1_000)}, by=story.cast.office, at=LATER
            ),
        )
        stage, release = Stage.objects.get(), Release.objects.get()
        assert (release.amount or 0) <= stage.amount
        assert (release.state, stage.amount) in {("released", ALL), ("asked", Decimal(1_000))}


class TestACaseThatChangesMeanwhile:
    def test_is_never_paid_for_on_a_version_nobody_stands_by(self):
        story = Story()
        release = story.ask()
        basis = story.basis(release)
        draft = writes.new_version(case_id=story.version.case_id, by=story.cast.office, at=AT)
        offered = writes.offer(version_id=draft.pk, by=story.cast.office, at=AT)
        for side, person in (("business", story.cast.department_head), ("it", story.cast.delivery_lead)):
            writes.sign(version_id=draft.pk, side=side, digest=offered.digest, by=person, at=AT)

        decided, signed = at_once(
            lambda: story.decide(release, story.cast.chro, basis),
            lambda: writes.sign(
                version_id=draft.pk, side="finance", digest=offered.digest, by=story.cast.cfo, at=LATER
            ),
        )
        assert not isinstance(signed, Refused)
        assert CaseVersion.objects.get(state="signed").pk == draft.pk
        release.refresh_from_db()
        # Either it was released while the old version stood, or it was refused with the cause and still asks.
        if isinstance(decided, Refused):
            assert isinstance(decided, WrongState)
            assert (release.state, release.amount) == ("asked", None)
        else:
            assert (release.state, release.of_id) == ("released", story.version.pk)
        with pytest.raises(WrongState):
            story.decide(release, story.cast.employee, basis)

    def test_and_a_challenge_meanwhile_is_seen_before_or_comes_after(self):
        story = Story()
        release = story.ask()
        basis = story.basis(release)
        key = story.version.lines.get(flow="benefit").key
        decided, asked = at_once(
            lambda: story.decide(release, story.cast.chro, basis),
            lambda: writes.raise_challenge(
                initiative_id=story.initiative.pk, line_key=key, question="Is it paid?", by=story.cast.cfo, at=LATER
            ),
        )
        assert not isinstance(asked, Refused)
        release.refresh_from_db()
        state = "asked" if isinstance(decided, EditConflict) else "released"
        assert release.state == state
