"""Questions as JSON, for those who are signed in: the same reads and writes as the pages. Asking without a name has no door here."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status

from accord.apps.ui.api import PROBLEMS, Body, Id, Listing, Page, Search, Version, one_of, text
from accord.apps.ui.permissions import door, viewer_of
from accord.apps.ui.rules import Ref
from accord.apps.voice import permissions, reads, rules, writes

router = Router(tags=["questions"])

Reason = Annotated[str, text(rules.MOST_REASON)]


class LeaderQuestionOut(Schema):
    """A question; ``asker`` is empty for all but the two it is between, ``asked_on`` a Monday where there is no name."""

    id: int
    text: str
    leader_id: int
    leader: str
    asker: str
    is_anonymous: bool
    asked_on: date
    answer_by: date
    theme: str
    state: str
    is_late: bool | None
    answer: str
    answered_on: date | None
    judged: str
    follow_up: str
    reply: str
    published_on: date | None
    done: str
    initiative_id: int | None
    version: int


class LeaderOut(Schema):
    """Somebody who may be asked."""

    id: int
    name: str


class QuestionIn(Body):
    """A question in one's own name."""

    text: Annotated[str, text(rules.MOST_QUESTION)]
    leader_id: Id
    initiative_id: Id | None = None
    asker_agrees: bool = False


class AnswerToQuestionIn(Body):
    """An answer, and what it is about."""

    answer: Annotated[str, text(rules.MOST_ANSWER)]
    theme: Annotated[str, one_of(rules.Theme)] | None = None
    version: Version | None = None


class QuestionReplyIn(Body):
    """An answer to what was asked again."""

    reply: Annotated[str, text(rules.MOST_ANSWER)]
    version: Version | None = None


class VerdictOnAnswerIn(Body):
    """Whether it is answered, what is still open, and whether others may read it."""

    judged: Annotated[str, one_of(rules.Judged)]
    follow_up: Annotated[str, text(rules.MOST_QUESTION, blank=True)] = ""
    asker_agrees: bool = False
    version: Version | None = None


class QuestionHandOverIn(Body):
    """Who answers instead, and why."""

    leader_id: Id
    reason: Reason
    version: Version | None = None


class QuestionDoneIn(Body):
    """What was done, and which record shows it."""

    done: Annotated[str, text(rules.MOST_DONE)]
    kind: Annotated[str, one_of(rules.DONE_KINDS)] | None = None
    id: Id | None = None
    version: Version | None = None


class QuestionReasonIn(Body):
    """Why."""

    reason: Reason


class QuestionCountsOut(Schema):
    """How questions of half a year stand; ``without_name`` is null below three, and then no figure holds them."""

    asked: int
    waiting: int
    overdue: int
    answered: int
    judged: int
    judged_yes: int
    published: int
    with_name: int
    without_name: int | None


class QuestionsQuery(Page):
    """How to narrow the list."""

    q: Search = ""
    part: Annotated[str, one_of(("to_me", "mine", "published", "shown"))] | None = None
    state: Annotated[str, one_of(rules.State)] | None = None
    theme: Annotated[str, one_of(rules.Theme)] | None = None


def shown(request: HttpRequest, question_id: int) -> Any:
    """Describe one question as JSON."""
    page = reads.question_page(viewer=viewer_of(request), question_id=question_id, as_of=timezone.localdate())
    return page.line


@router.get("/questions", response={200: Listing[LeaderQuestionOut], **PROBLEMS})
@door(permissions.SEE)
def questions(request: HttpRequest, page: Query[QuestionsQuery]) -> Any:
    """List the questions the viewer may read, latest week first."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = page.asked(reads.questions_spec(viewer=viewer, as_of=today), sort="-asked")
    rows, count = reads.question_slice(viewer=viewer, query=query, offset=page.offset, limit=page.limit, as_of=today)
    return {"items": rows, "count": count}


@router.post("/questions", response={201: LeaderQuestionOut, **PROBLEMS})
@door(permissions.ASK)
def ask(request: HttpRequest, data: QuestionIn) -> Any:
    """Ask a leader in one's own name."""
    question = writes.ask(**data.model_dump(), by=viewer_of(request), at=timezone.now())
    return Status(201, shown(request, question.pk))


@router.get("/questions/leaders", response={200: list[LeaderOut], **PROBLEMS})
@door(permissions.ASK)
def leaders(request: HttpRequest) -> Any:
    """List who may be asked."""
    return [{"id": pk, "name": name} for pk, name in reads.leader_choices()]


@router.get("/questions/counts", response={200: QuestionCountsOut, **PROBLEMS})
@door(permissions.COUNT)
def counts(request: HttpRequest) -> Any:
    """Tell how many questions there are and how they stand."""
    return reads.counts(viewer=viewer_of(request), as_of=timezone.localdate())


@router.get("/questions/{question_id}", response={200: LeaderQuestionOut, **PROBLEMS})
@door(permissions.SEE)
def question(request: HttpRequest, question_id: Id) -> Any:
    """Show one question."""
    return shown(request, question_id)


@router.put("/questions/{question_id}/answer", response={200: LeaderQuestionOut, **PROBLEMS})
@door(permissions.ANSWER)
def answer_question(request: HttpRequest, question_id: Id, data: AnswerToQuestionIn) -> Any:
    """Answer a question, or correct the answer until it is judged."""
    viewer = viewer_of(request)
    writes.answer_question(
        question=permissions.find(viewer, question_id), answer=data.answer, theme=data.theme or "",
        seen_version=data.version, by=viewer, at=timezone.now(),
    )  # fmt: skip
    return shown(request, question_id)


@router.put("/questions/{question_id}/reply", response={200: LeaderQuestionOut, **PROBLEMS})
@door(permissions.ANSWER)
def answer_follow_up(request: HttpRequest, question_id: Id, data: QuestionReplyIn) -> Any:
    """Answer what was asked again."""
    viewer = viewer_of(request)
    writes.answer_follow_up(
        question=permissions.find(viewer, question_id), reply=data.reply, seen_version=data.version, by=viewer,
        at=timezone.now(),
    )  # fmt: skip
    return shown(request, question_id)


@router.put("/questions/{question_id}/handover", response={204: None, **PROBLEMS})
@door(permissions.ANSWER)
def hand_over(request: HttpRequest, question_id: Id, data: QuestionHandOverIn) -> Any:
    """Give a question to another leader; after that it is no longer the viewer's to see."""
    viewer = viewer_of(request)
    writes.hand_over(
        question=permissions.find(viewer, question_id), leader_id=data.leader_id, reason=data.reason,
        seen_version=data.version, by=viewer, at=timezone.now(),
    )  # fmt: skip
    return Status(204, None)


@router.put("/questions/{question_id}/verdict", response={200: LeaderQuestionOut, **PROBLEMS})
@door(permissions.JUDGE)
def judge(request: HttpRequest, question_id: Id, data: VerdictOnAnswerIn) -> Any:
    """Say whether one's own question is answered."""
    viewer = viewer_of(request)
    writes.judge(
        question=permissions.find(viewer, question_id), judged=data.judged, follow_up=data.follow_up,
        asker_agrees=data.asker_agrees, seen_version=data.version, by=viewer, at=timezone.now(),
    )  # fmt: skip
    return shown(request, question_id)


@router.put("/questions/{question_id}/publication", response={200: LeaderQuestionOut, **PROBLEMS})
@door(permissions.ANSWER)
def publish(request: HttpRequest, question_id: Id) -> Any:
    """Let everybody signed in read question and answer."""
    viewer = viewer_of(request)
    writes.publish(question=permissions.find(viewer, question_id), by=viewer, at=timezone.now())
    return shown(request, question_id)


@router.delete("/questions/{question_id}/publication", response={200: LeaderQuestionOut, **PROBLEMS})
@door(permissions.ANSWER)
def withdraw_publication(request: HttpRequest, question_id: Id) -> Any:
    """Take a question back from what everybody can read."""
    viewer = viewer_of(request)
    writes.withdraw_publication(question=permissions.find(viewer, question_id), by=viewer, at=timezone.now())
    return shown(request, question_id)


@router.put("/questions/{question_id}/done", response={200: LeaderQuestionOut, **PROBLEMS})
@door(permissions.ANSWER)
def note_done(request: HttpRequest, question_id: Id, data: QuestionDoneIn) -> Any:
    """Say what was done about a question."""
    viewer = viewer_of(request)
    ref = Ref(data.kind, data.id) if data.kind and data.id else None
    writes.note_done(
        question=permissions.find(viewer, question_id), done=data.done, ref=ref, seen_version=data.version, by=viewer,
        at=timezone.now(),
    )  # fmt: skip
    return shown(request, question_id)


@router.put("/questions/{question_id}/showing", response={200: LeaderQuestionOut, **PROBLEMS})
@door(permissions.ANSWER)
def show_to_office(request: HttpRequest, question_id: Id, data: QuestionReasonIn) -> Any:
    """Let the programme office read a question that should perhaps be hidden."""
    viewer = viewer_of(request)
    writes.show_to_office(
        question=permissions.find(viewer, question_id), reason=data.reason, by=viewer, at=timezone.now()
    )  # fmt: skip
    return shown(request, question_id)


@router.put("/questions/{question_id}/hiding", response={200: LeaderQuestionOut, **PROBLEMS})
@door(permissions.HIDE)
def hide(request: HttpRequest, question_id: Id, data: QuestionReasonIn) -> Any:
    """Hide a question, with a reason that both sides read."""
    viewer = viewer_of(request)
    writes.hide(question=permissions.find(viewer, question_id), reason=data.reason, by=viewer, at=timezone.now())
    return shown(request, question_id)


@router.delete("/questions/{question_id}/hiding", response={200: LeaderQuestionOut, **PROBLEMS})
@door(permissions.HIDE)
def restore(request: HttpRequest, question_id: Id) -> Any:
    """Bring a hidden question back."""
    viewer = viewer_of(request)
    writes.restore(question=permissions.find(viewer, question_id), by=viewer, at=timezone.now())
    return shown(request, question_id)
