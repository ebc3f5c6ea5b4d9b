"""The part of an imported portfolio that guardrails own: risk class and the answers to the required questions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.batches.reads.since import touched_since
from accord.apps.batches.sockets import Kept, Load, LoadRow, Part, Written, parts
from accord.apps.guardrails import writes
from accord.apps.guardrails.models import Evidence, RiskClass
from accord.apps.guardrails.plugs.portfolio_fields import ANSWERS, FIELDS, FIGURES
from accord.apps.guardrails.rules import Answer, AnswerRow, Risk, RiskRow
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.writes import gathering

INITIATIVE = "initiatives.initiative"
CODES = tuple(field.name for field in ANSWERS)
# impact: (rights, safety, risk class); what touches neither is not therefore of minimal risk
IMPACTS: dict[str, tuple[bool | None, bool | None, Risk]] = {
    "both": (True, True, Risk.HIGH),
    "rights": (True, False, Risk.HIGH),
    "safety": (False, True, Risk.HIGH),
    "high": (None, None, Risk.HIGH),
    "neither": (False, False, Risk.UNKNOWN),
}


def plug_in() -> None:
    """Plug the part in."""
    parts.plug(
        Part("guardrails", "portfolio", 30, FIELDS, prepare=prepare, take_back=take_back, now=now, figures=FIGURES)
    )


def now(ids: Collection[int]) -> Mapping[int, Mapping[str, Any]]:
    """Name what is not decided or answered yet; what is stays as people left it, so it is not compared."""
    found: dict[int, dict[str, Any]] = {pk: dict.fromkeys(("impact", *CODES)) for pk in ids}
    for pk in RiskClass.objects.filter(pk__in=ids).values_list("pk", flat=True):
        found[pk].pop("impact")
    for pk, code in Evidence.objects.filter(initiative__in=ids).values_list("initiative_id", "question"):
        found[pk].pop(code, None)
    return found


def prepare(load: Load) -> Callable[[], Iterable[Written]]:
    """Sort out what each row says and gather its risk class and answers."""
    said = [
        row for row in load.rows if row.values.get("impact") in IMPACTS or any(code in row.values for code in CODES)
    ]

    ids = load.ids[INITIATIVE]
    risks = [_risk(row, ids[row.number], load) for row in said if row.values.get("impact") in IMPACTS]
    answers = [answer for row in said for answer in _answers(row, ids[row.number], load)]
    with gathering(into=load.inserts):
        writes.import_risks(rows=risks, by=load.by, at=load.at, batch=load.batch)
        writes.import_answers(rows=answers, by=load.by, at=load.at, batch=load.batch)
    touched = {risk.initiative_id for risk in risks} | {answer.initiative_id for answer in answers}
    numbers = {ids[row.number]: row.number for row in said}
    return lambda: [Written(Ref(INITIATIVE, pk), created=False, row=numbers[pk]) for pk in sorted(touched)]


def _risk(row: LoadRow, initiative_id: int, load: Load) -> RiskRow:
    rights, safety, risk = IMPACTS[row.values["impact"]]
    return RiskRow(
        initiative_id=initiative_id, risk=risk, rights_impacting=rights, safety_impacting=safety, source=load.source
    )


def _answers(row: LoadRow, initiative_id: int, load: Load) -> Iterable[AnswerRow]:
    for code in CODES:
        answer = row.values.get(code)
        if answer is None or answer == Answer.UNKNOWN:
            continue
        yield AnswerRow(
            initiative_id=initiative_id, question=code, answer=Answer(answer), date=load.as_of, source=load.source,
            reason=row.words.get(code, ""),
        )  # fmt: skip


def take_back(written: Sequence[Written], by: Viewer, at: datetime, batch: Ref) -> list[Kept]:
    """Take back what a batch said about initiatives that go with it; where people went on working it stays."""
    ids = [one.ref.id for one in written]
    asked = [one.ref for one in written if not one.anyway]
    worked_on = {ref.id for ref in touched_since(batch=batch, refs=asked)}
    writes.take_back(initiative_ids=[pk for pk in ids if pk not in worked_on], by=by, at=at, batch=batch)
    reason = _("Its risk class and answers stay, because somebody has worked on it since.")
    return [Kept(Ref(INITIATIVE, pk), reason) for pk in sorted(worked_on)]
