"""Deciding risk classes and answering questions, by hand and by import."""

from datetime import date

import pytest

from accord.apps.guardrails import reads, writes
from accord.apps.guardrails.models import Evidence, RiskClass
from accord.apps.guardrails.rules import Answer, AnswerRow, Risk, RiskRow
from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.reads import initiative_history
from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, Ref
from tests.apps.initiatives.conftest import AT, LATER

BATCH = Ref("batches.batch", 1)


def told(initiative, viewer):
    return [line.sentence for line in initiative_history(viewer=viewer, initiative_id=initiative.pk)]


class TestSetRisk:
    def test_is_told_on_the_initiative(self, initiative, cast):
        writes.set_risk(initiative=initiative, risk="high", rights_impacting=True, by=cast.department_head, at=AT)
        found = reads.guardrails(viewer=cast.cio, initiative=initiative)
        assert (found.risk, found.rights_impacting, found.safety_impacting) == ("high", True, None)
        assert (found.decided_by, found.needs_evidence) == ("Mark Brand", True)
        assert told(initiative, cast.cio)[0] == "Mark Brand decided the risk class of Invoice reader: high."

    def test_the_lead_never_decides(self, initiative, cast):
        with pytest.raises(NotAllowed, match="somebody else decides"):
            writes.set_risk(initiative=initiative, risk="minimal", by=cast.delivery_lead, at=AT)

    @pytest.mark.parametrize("who", ["employee", "cfo", "operations_head"])
    def test_is_refused_to_others(self, initiative, cast, who):
        with pytest.raises(NotAllowed):
            writes.set_risk(initiative=initiative, risk="minimal", by=getattr(cast, who), at=AT)

    def test_refuses_what_is_no_class(self, initiative, cast):
        with pytest.raises(Invalid):
            writes.set_risk(initiative=initiative, risk="huge", by=cast.cio, at=AT)

    def test_the_second_of_two_is_told(self, initiative, cast):
        writes.set_risk(initiative=initiative, risk="high", by=cast.cio, at=AT, seen_version=0)
        with pytest.raises(EditConflict):
            writes.set_risk(initiative=initiative, risk="limited", by=cast.office, at=AT, seen_version=0)
        writes.set_risk(initiative=initiative, risk="limited", by=cast.office, at=LATER, seen_version=1)
        with pytest.raises(EditConflict) as conflict:
            writes.set_risk(initiative=initiative, risk="minimal", by=cast.cio, at=LATER, seen_version=1)
        assert "risk from “high” to “limited”" in conflict.value.changes[0]

    def test_the_same_again_changes_nothing(self, initiative, cast):
        writes.set_risk(initiative=initiative, risk="high", by=cast.cio, at=AT)
        writes.set_risk(initiative=initiative, risk="high", by=cast.office, at=LATER)
        assert RiskClass.objects.get().decided_by_id == cast.cio.pk


class TestAnswerQuestion:
    def answer(self, initiative, by, **values):
        plain = {"question": "appeal", "answer": "yes", "date": date(2026, 5, 1)}
        return writes.answer_question(initiative=initiative, **{**plain, **values}, by=by, at=AT)

    @pytest.mark.parametrize("who", ["delivery_lead", "department_head", "cio", "office", "ceo"])
    def test_is_open_to_those_involved(self, initiative, cast, who):
        self.answer(initiative, getattr(cast, who), proof_url="https://x.org/a", source="Ombudsman")
        found = reads.guardrails(viewer=cast.cio, initiative=initiative)
        line = next(line for line in found.answers if line.question.code == "appeal")
        assert (line.answer, line.date, line.source) == ("yes", date(2026, 5, 1), "Ombudsman")
        assert (found.tally.yes, found.tally.unknown) == (1, 7)
        assert "answered “Appeal” for Invoice reader: yes." in told(initiative, cast.cio)[0]

    def test_is_refused_to_others(self, initiative, cast):
        with pytest.raises(NotAllowed):
            self.answer(initiative, cast.employee)

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"date": None}, "date"),
            ({"date": date(2026, 7, 1)}, "date"),
            ({"answer": "not_applicable"}, "reason"),
            ({"answer": "perhaps"}, "answer"),
            ({"question": "luck"}, "question"),
            ({"proof_url": "javascript:1"}, "proof_url"),
            ({"source": "x" * 501}, "source"),
        ],
    )
    def test_names_the_field_that_is_wrong(self, initiative, cast, values, field):
        with pytest.raises(Invalid) as refused:
            self.answer(initiative, cast.cio, **values)
        assert list(refused.value.fields) == [field]

    def test_the_second_of_two_is_told(self, initiative, cast):
        self.answer(initiative, cast.cio, seen_version=0)
        self.answer(initiative, cast.office, answer="no", seen_version=1)
        with pytest.raises(EditConflict) as conflict:
            self.answer(initiative, cast.cio, answer="in_progress", seen_version=1)
        assert conflict.value.theirs["answer"] == "no"


class TestImports:
    @pytest.fixture
    def other(self, cast):
        return initiatives.add_initiative(title="Other", by=cast.office, at=AT)

    def test_record_what_a_source_says_and_leave_blanks_unknown(self, initiative, other, cast):
        risks = [RiskRow(initiative_id=initiative.pk, risk=Risk.HIGH, rights_impacting=True, source="list.csv")]
        rows = [
            AnswerRow(initiative_id=initiative.pk, question="appeal", answer=Answer.NO, date=date(2024, 12, 1)),
            AnswerRow(initiative_id=other.pk, question="appeal", answer=Answer.NOT_APPLICABLE, reason="Not needed"),
        ]
        assert writes.import_risks(rows=risks, by=cast.office, at=AT, batch=BATCH) == 1
        assert writes.import_answers(rows=rows, by=cast.office, at=AT, batch=BATCH) == 2
        assert set(Evidence.objects.values_list("initiative_id", "answer")) == {
            (initiative.pk, "no"), (other.pk, "not_applicable"),
        }  # fmt: skip
        assert not RiskClass.objects.filter(pk=other.pk).exists()

    def test_leave_what_a_person_said(self, initiative, cast):
        writes.set_risk(initiative=initiative, risk="minimal", by=cast.cio, at=AT)
        rows = [RiskRow(initiative_id=initiative.pk, risk=Risk.HIGH)]
        assert writes.import_risks(rows=rows, by=cast.office, at=LATER, batch=BATCH) == 0
        assert RiskClass.objects.get().risk == "minimal"

    def test_can_be_taken_back_unless_somebody_changed_them(self, initiative, other, cast):
        rows = [AnswerRow(initiative_id=one.pk, question="appeal", answer=Answer.NO) for one in (initiative, other)]
        writes.import_answers(rows=rows, by=cast.office, at=AT, batch=BATCH)
        writes.answer_question(initiative=other, question="appeal", answer="yes", date=date(2026, 5, 1), by=cast.cio,
                               at=AT)  # fmt: skip
        ids = [initiative.pk, other.pk]
        assert writes.take_back(initiative_ids=ids, by=cast.office, at=LATER, batch=BATCH) == 1
        assert Evidence.objects.get().initiative_id == other.pk

    def test_are_refused_to_others(self, initiative, cast):
        with pytest.raises(NotAllowed):
            writes.import_risks(rows=[], by=cast.delivery_lead, at=AT, batch=BATCH)

    def test_evidence_protects_its_initiative(self, cast):
        from accord.apps.initiatives.rules import InitiativeRow

        ids = initiatives.import_initiatives(
            rows=[InitiativeRow(title="A"), InitiativeRow(title="B")], by=cast.office, at=AT, batch=BATCH
        )
        writes.answer_question(initiative=Initiative.objects.get(title="A"), question="appeal", answer="no", by=cast.cio,
                               at=AT)  # fmt: skip
        taken = initiatives.take_back(ids=ids, by=cast.office, at=LATER, batch=BATCH)
        assert taken.done == (ids[1],)
        assert list(taken.kept) == [ids[0]]
