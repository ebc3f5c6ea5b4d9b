"""Many initiatives at once: written, changed and taken back in a few statements."""

from datetime import date

import pytest

from accord.apps.initiatives import reads, writes
from accord.apps.initiatives.models import Initiative, StageChange
from accord.apps.initiatives.rules import DatedStage, InitiativeChange, InitiativeRow, Stage
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import NotAllowed, Ref
from tests.apps.initiatives.conftest import AT, LATER

BATCH, NEXT = Ref("batches.batch", 1), Ref("batches.batch", 2)
FILE_DATE = date(2024, 12, 16)


def rows(cast, count=3):
    return [
        InitiativeRow(
            title=f"Use case {number}",
            summary="What it does.",
            department_id=cast.operations.pk,
            extra={"Vendor": "Acme", "Old": None} if number == 0 else {},
            external_key=f"K{number}",
            stages=(
                DatedStage(Stage.APPROVED, date(2023, 1, 1)),
                DatedStage(Stage.LIVE, asserted_on=FILE_DATE),
            ),
            source="inventory.csv",
        )
        for number in range(count)
    ]


@pytest.fixture
def imported(cast):
    return writes.import_initiatives(rows=rows(cast), by=cast.office, at=AT, batch=BATCH)


class TestImportInitiatives:
    def test_keeps_the_order_and_the_history_of_each(self, imported, cast):
        first = Initiative.objects.get(pk=imported[0])
        assert (first.title, first.stage, first.stage_date) == ("Use case 0", "live", None)
        steps = StageChange.objects.filter(initiative=first).values_list("stage", "date", "asserted_on", "source")
        assert list(steps) == [
            ("approved", date(2023, 1, 1), None, "inventory.csv"),
            ("live", None, FILE_DATE, "inventory.csv"),
        ]

    def test_is_told_on_each(self, imported, cast):
        lines = reads.initiative_history(viewer=cast.cio, initiative_id=imported[0])
        assert [line.sentence for line in lines] == ["Pia Office imported Use case 0."]
        assert lines[0].batch == str(BATCH)

    def test_without_a_stage_it_is_unknown(self, cast):
        (pk,) = writes.import_initiatives(rows=[InitiativeRow(title="X")], by=cast.office, at=AT, batch=BATCH)
        assert Initiative.objects.get(pk=pk).stage == "unknown"

    @pytest.mark.one_database
    def test_takes_few_statements(self, cast, django_assert_max_num_queries):
        with django_assert_max_num_queries(60):
            writes.import_initiatives(rows=rows(cast, 500), by=cast.office, at=AT, batch=BATCH)

    @pytest.mark.parametrize("who", ["delivery_lead", "department_head", "employee"])
    def test_is_refused_to_others(self, cast, who):
        with pytest.raises(NotAllowed):
            writes.import_initiatives(rows=[], by=getattr(cast, who), at=AT, batch=BATCH)


class TestChangeImported:
    def change(self, cast, pk, **values):
        stages = (DatedStage(Stage.LIVE, asserted_on=FILE_DATE), DatedStage(Stage.RETIRED, date(2025, 3, 1)))
        change = InitiativeChange(id=pk, values=values, stages=stages, source="next.csv")
        return writes.change_imported(changes=[change], by=cast.office, at=LATER, batch=NEXT)

    def test_writes_what_differs_and_adds_new_stages(self, imported, cast):
        values = {"title": "Use case 0", "summary": "New.", "extra": {"Model": "B"}, "sponsor_id": cast.cfo.pk}
        assert self.change(cast, imported[0], **values) == [imported[0]]
        one = Initiative.objects.get(pk=imported[0])
        assert (one.summary, one.stage, one.stage_date, one.version) == ("New.", "retired", date(2025, 3, 1), 2)
        assert one.extra == {"Vendor": "Acme", "Old": None, "Model": "B"}
        assert StageChange.objects.filter(initiative=one).count() == 3
        told = reads.initiative_history(viewer=cast.cio, initiative_id=one.pk)[0]
        assert {change.field for change in told.changes} >= {"summary", "sponsor", "stage"}
        assert "title" not in {change.field for change in told.changes}

    def test_says_nothing_when_nothing_differs(self, imported, cast):
        change = InitiativeChange(id=imported[0], values={"title": "Use case 0"})
        assert writes.change_imported(changes=[change], by=cast.office, at=LATER, batch=NEXT) == []
        assert Initiative.objects.get(pk=imported[0]).version == 1

    def test_can_be_undone(self, imported, cast):
        self.change(cast, imported[0], summary="New.", extra={"Model": "B"}, sponsor_id=cast.cfo.pk)
        taken = writes.take_back_changes(ids=[imported[0]], by=cast.office, at=LATER, batch=NEXT)
        one = Initiative.objects.get(pk=imported[0])
        assert taken.done == (imported[0],)
        assert (one.summary, one.stage, one.stage_date, one.sponsor_id) == ("What it does.", "live", None, None)
        assert one.extra == {"Vendor": "Acme", "Old": None}
        assert StageChange.objects.filter(initiative=one).count() == 2

    def test_is_kept_when_somebody_changed_it_since(self, imported, cast):
        self.change(cast, imported[0], summary="New.")
        one = Initiative.objects.get(pk=imported[0])
        writes.edit_initiative(initiative=one, values={"title": "Mine"}, by=cast.cio, at=LATER)
        taken = writes.take_back_changes(ids=[imported[0]], by=cast.office, at=LATER, batch=NEXT)
        assert (taken.done, list(taken.kept)) == ((), [imported[0]])
        assert Initiative.objects.get(pk=imported[0]).summary == "New."


class TestTakeBack:
    def test_removes_what_nobody_touched(self, imported, cast):
        touched, linked, free = imported
        one = Initiative.objects.get(pk=touched)
        writes.edit_initiative(initiative=one, values={"title": "Mine"}, by=cast.cio, at=LATER)
        writes.add_link(
            initiative=Initiative.objects.get(pk=linked), label="x", url="https://x.org", by=cast.cio, at=LATER
        )
        taken = writes.take_back(ids=imported, by=cast.office, at=LATER, batch=BATCH)
        assert taken.done == (free,)
        assert taken.kept == {
            touched: "It has been changed since.",
            linked: "Something has been added to it since.",
        }
        assert set(Initiative.objects.values_list("pk", flat=True)) == {touched, linked}
        assert not StageChange.objects.filter(initiative=free).exists()
        assert Entry.objects.filter(code="initiatives.initiative.taken_back").count() == 1

    def test_is_refused_to_others(self, imported, cast):
        with pytest.raises(NotAllowed):
            writes.take_back(ids=imported, by=cast.delivery_lead, at=LATER, batch=BATCH)
        assert Initiative.objects.count() == 3
