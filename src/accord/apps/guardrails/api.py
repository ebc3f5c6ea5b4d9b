"""Guardrails as JSON: the register, one initiative's risk class and answers."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from accord.apps.guardrails import permissions, reads, writes
from accord.apps.guardrails.rules import ALL_QUESTIONS, SOURCES, Answer, Risk, Topic
from accord.apps.initiatives import permissions as initiatives
from accord.apps.ui.api import (
    PROBLEMS,
    WHOLE,
    Address,
    Body,
    Day,
    Id,
    Listing,
    OptionalText,
    Page,
    Search,
    one_of,
    text,
)
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.permissions import door, viewer_of

router = Router(tags=["guardrails"])

RiskCode = Annotated[str, one_of(Risk)]
AnswerCode = Annotated[str, one_of(Answer)]
QuestionCode = Annotated[str, one_of([item.code for item in ALL_QUESTIONS])]
SeenVersion = Annotated[
    int, Field(ge=0, le=2**31 - 2, description="The version that was looked at; 0: none yet"), WHOLE
]


class QuestionOut(Schema):
    """A required or further question and the rule it comes from."""

    code: str
    label: str
    asks: str
    why: str
    topic: str
    is_required: bool
    source: str
    valid_from: date


class TallyOut(Schema):
    """How many required questions have which answer."""

    yes: int
    no: int
    in_progress: int
    not_applicable: int
    unknown: int


class RegisterOut(Schema):
    """An initiative with its risk class and the count of its answers."""

    id: int
    title: str
    risk: str
    rights_impacting: bool | None
    safety_impacting: bool | None
    tally: TallyOut


class AnswerOut(Schema):
    """The answer to one question; without one it is unknown, which is not no."""

    question: str
    answer: str
    until: date | None
    date: date | None
    source: str
    proof_url: str
    reason: str
    version: int


class GuardrailsOut(Schema):
    """The guardrails of one initiative."""

    initiative_id: int
    risk: str
    rights_impacting: bool | None
    safety_impacting: bool | None
    reason: str
    decided_on: date | None
    decided_by: str
    version: int
    needs_evidence: bool | None
    tally: TallyOut
    answers: list[AnswerOut]
    further: list[AnswerOut]


class RegisterQuery(Page):
    """Which initiatives: by words and risk class."""

    q: Search = ""
    risk: RiskCode | None = None


class RiskIn(Body):
    """A risk class; null: not known."""

    version: SeenVersion
    risk: RiskCode
    rights_impacting: bool | None = None
    safety_impacting: bool | None = None
    reason: OptionalText = ""


class AnswerIn(Body):
    """An answer. A yes needs its day, "not applicable" a reason; `until` is how long a training holds or a no is waived."""

    version: SeenVersion
    answer: AnswerCode
    until: Day | None = None
    date: Day | None = None
    source: Annotated[str, text(500, blank=True)] = ""
    proof_url: Address | None = None
    reason: OptionalText = ""


@router.get("/guardrails/questions", response={200: list[QuestionOut], **PROBLEMS})
@door(permissions.SEE)
def questions(request: HttpRequest) -> Any:
    """List the required and the further questions with why they matter and where they come from."""
    return [
        {"code": item.code, "label": item.label, "asks": item.asks, "why": item.why,
         "topic": item.topic, "is_required": item.topic == Topic.REQUIRED, "source": SOURCES[item.source].title, "valid_from": SOURCES[item.source].valid_from}
        for item in ALL_QUESTIONS
    ]  # fmt: skip


@router.get("/guardrails", response={200: Listing[RegisterOut], **PROBLEMS})
@door(permissions.SEE)
def register(request: HttpRequest, page: Query[RegisterQuery]) -> Any:
    """List the initiatives the viewer may see with risk class and evidence, by title."""
    viewer = viewer_of(request)
    chosen = {"risk": (page.risk,)} if page.risk else {}
    query = ListQuery(spec=reads.register_spec(viewer=viewer), search=page.q.strip(), chosen=chosen, sort="title")
    rows, count = reads.register_slice(viewer=viewer, query=query, offset=page.offset, limit=page.limit)
    return {"items": rows, "count": count}


@router.get("/initiatives/{initiative_id}/guardrails", response={200: GuardrailsOut, **PROBLEMS})
@door(permissions.SEE)
def guardrails(request: HttpRequest, initiative_id: Id) -> Any:
    """Show the risk class and the answers of one initiative."""
    return _shown(request, initiative_id)


@router.put("/initiatives/{initiative_id}/guardrails/risk", response={200: GuardrailsOut, **PROBLEMS})
@door(permissions.DECIDE)
def set_risk(request: HttpRequest, initiative_id: Id, data: RiskIn) -> Any:
    """Decide the risk class of an initiative; never its lead."""
    viewer = viewer_of(request)
    found = initiatives.find(viewer, initiative_id)
    values = data.model_dump(exclude={"version"})
    writes.set_risk(initiative=found, **values, seen_version=data.version, by=viewer, at=timezone.now())
    return _shown(request, initiative_id)


@router.put("/initiatives/{initiative_id}/guardrails/answers/{question}", response={200: GuardrailsOut, **PROBLEMS})
@door(permissions.ANSWER)
def answer_question(request: HttpRequest, initiative_id: Id, question: QuestionCode, data: AnswerIn) -> Any:
    """Answer one of the required questions about an initiative."""
    viewer = viewer_of(request)
    found = initiatives.find(viewer, initiative_id)
    values = data.model_dump(exclude={"version"}) | {"proof_url": data.proof_url or ""}
    writes.answer_question(
        initiative=found, question=question, **values, seen_version=data.version, by=viewer, at=timezone.now()
    )
    return _shown(request, initiative_id)


def _shown(request: HttpRequest, initiative_id: int) -> dict[str, Any]:
    viewer = viewer_of(request)
    found = reads.guardrails(viewer=viewer, initiative=initiatives.find(viewer, initiative_id))
    names = ("initiative_id", "risk", "rights_impacting", "safety_impacting", "reason", "decided_on", "decided_by",
             "version", "needs_evidence", "tally")  # fmt: skip
    further = [line for topic in found.further for line in topic.lines]
    return {
        **{name: getattr(found, name) for name in names},
        "answers": [_plain(line) for line in found.answers],
        "further": [_plain(line) for line in further],
    }


def _plain(line: reads.AnswerLine) -> dict[str, Any]:
    names = ("answer", "date", "until", "source", "proof_url", "reason", "version")
    return {"question": line.question.code, **{name: getattr(line, name) for name in names}}
