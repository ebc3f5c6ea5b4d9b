"""Answers about guardrails: one initiative's risk class and evidence, and the register of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.guardrails.models import Evidence, RiskClass
from accord.apps.guardrails.permissions import can_answer, can_decide
from accord.apps.guardrails.rules import (
    ANSWER_LABELS,
    FURTHER,
    QUESTIONS,
    RISK_HELP,
    RISK_LABELS,
    SOURCES,
    TOPIC_LABELS,
    Answer,
    Question,
    Risk,
    Tally,
    Until,
    needs_evidence,
    tally,
)
from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.permissions import visible_to
from accord.apps.initiatives.rules import STAGE_LABELS
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import Viewer


@dataclass(frozen=True)
class AnswerLine:
    """One question with what is said to it; without an answer it is not known, which is not no."""

    question: Question
    label: str
    asks: str
    why: str
    source_title: str
    answer: str
    answer_label: str
    until: date | None
    date: date | None
    source: str
    proof_url: str
    reason: str
    version: int  # 0: nobody has answered
    is_over: bool  # its last day has passed

    @property
    def tone(self) -> str:
        """The tone of its badge: only yes is good, only no is bad; a waived no, a yes that ran out and a plain fact are neither."""
        if self.question.is_plain_fact:
            return "quiet"
        if (self.answer == Answer.NO and self.until and not self.is_over) or (
            self.answer == Answer.YES and self.is_over
        ):
            return "warn"
        return {"yes": "good", "no": "bad", "in_progress": "warn"}.get(self.answer, "quiet")

    @property
    def until_words(self) -> str:
        """What its last day means; empty if it has none."""
        if not self.until:
            return ""
        if self.question.until == Until.WAIVED:
            return _("was waived until") if self.is_over else _("waived until")
        return _("no longer valid since") if self.is_over else _("valid until")


@dataclass(frozen=True)
class TopicLines:
    """The further questions of one topic with what is said to each."""

    label: str
    lines: tuple[AnswerLine, ...]

    @property
    def answered(self) -> int:
        """How many of them have an answer that says something."""
        return sum(line.answer != Answer.UNKNOWN for line in self.lines)

    @property
    def sentence(self) -> str:
        """How far it has been answered, as one sentence."""
        if not self.answered:
            return _("nobody has answered yet")
        return _("%(answered)s of %(all)s answered") % {"answered": self.answered, "all": len(self.lines)}


@dataclass(frozen=True)
class Guardrails:
    """The guardrails of one initiative."""

    initiative_id: int
    risk: str
    risk_label: str
    risk_help: str
    rights_impacting: bool | None
    safety_impacting: bool | None
    reason: str
    source: str
    decided_on: date | None
    decided_by: str
    version: int  # 0: nobody was asked
    answers: tuple[AnswerLine, ...]
    further: tuple[TopicLines, ...]
    tally: Tally
    needs_evidence: bool | None
    can_answer: bool
    can_decide: bool

    def line(self, code: str) -> AnswerLine:
        """Find a required or further question. Raises StopIteration if there is none of that code."""
        lines = (*self.answers, *(line for topic in self.further for line in topic.lines))
        return next(line for line in lines if line.question.code == code)

    @property
    def sentence(self) -> str:
        """Where it stands, as one sentence."""
        if self.risk == Risk.PROHIBITED:
            return _("Prohibited: it may not be built or used.")
        words = {"yes": self.tally.yes, "needed": self.tally.needed, "no": self.tally.no, "open": self.tally.in_progress,
                 "unknown": self.tally.unknown}  # fmt: skip
        said = _(
            "%(yes)s of %(needed)s pieces of evidence are there; %(open)s in progress, %(no)s missing, %(unknown)s not known yet."
        )
        if self.needs_evidence:
            return said % words
        if self.needs_evidence is None:
            return _("Nobody has decided the risk class yet, so nobody can say whether evidence is required.")
        return _("No evidence is required at this risk.")


@dataclass(frozen=True)
class RegisterLine:
    """One initiative in the register."""

    id: int
    title: str
    url: str
    stage_label: str
    department: str
    risk: str
    risk_label: str
    rights_impacting: bool | None
    safety_impacting: bool | None
    tally: Tally


def guardrails(*, viewer: Viewer, initiative: Initiative) -> Guardrails:
    """Describe the guardrails of an initiative the viewer may see: two queries, and one for who may change them."""
    risk = RiskClass.objects.select_related("decided_by").filter(pk=initiative.pk).first()
    rows = {row.question: row for row in Evidence.objects.filter(initiative=initiative)}
    code = risk.risk if risk else Risk.UNKNOWN.value
    rights, safety = (risk.rights_impacting, risk.safety_impacting) if risk else (None, None)
    answers = can_answer(viewer, initiative)
    return Guardrails(
        initiative_id=initiative.pk,
        risk=code,
        risk_label=_(RISK_LABELS[code]),
        risk_help=_(RISK_HELP[code]),
        rights_impacting=rights,
        safety_impacting=safety,
        reason=risk.reason if risk else "",
        source=risk.source if risk else "",
        decided_on=risk.decided_at.date() if risk and risk.decided_at else None,
        decided_by=risk.decided_by.name if risk and risk.decided_by else "",
        version=risk.version if risk else 0,
        answers=tuple(_answer(item, rows.get(item.code)) for item in QUESTIONS),
        further=_further(rows),
        tally=tally({question: row.answer for question, row in rows.items()}),
        needs_evidence=needs_evidence(code, rights, safety),
        can_answer=answers,
        can_decide=answers and can_decide(viewer, initiative),
    )


def _further(rows: Mapping[str, Evidence]) -> tuple[TopicLines, ...]:
    topics = dict.fromkeys(item.topic for item in FURTHER)
    return tuple(
        TopicLines(
            _(TOPIC_LABELS[topic]),
            tuple(_answer(item, rows.get(item.code)) for item in FURTHER if item.topic == topic),
        )
        for topic in topics
    )


def _answer(item: Question, row: Evidence | None) -> AnswerLine:
    code = row.answer if row else Answer.UNKNOWN.value
    return AnswerLine(
        question=item,
        label=_(item.label),
        asks=_(item.asks),
        why=_(item.why),
        source_title=_(SOURCES[item.source].title),
        answer=code,
        answer_label=_(ANSWER_LABELS[code]),
        date=row.date if row else None,
        until=row.until if row else None,
        source=row.source if row else "",
        proof_url=row.proof_url if row else "",
        reason=row.reason if row else "",
        version=row.version if row else 0,
        is_over=bool(row and row.until and row.until < timezone.localdate()),
    )


def register_spec(*, viewer: Viewer) -> ListSpec:  # no query
    """Say how the register can be narrowed, searched and sorted."""
    answers = [
        Filter(item.code, gettext_lazy(item.label), [(code, _(words)) for code, words in ANSWER_LABELS.items()],
               where=_answered(item.code))
        for item in QUESTIONS
    ]  # fmt: skip
    return ListSpec(
        filters=(
            risk_filter(viewer=viewer),
            Filter("touches", gettext_lazy("Touches"), [
                ("rights", gettext_lazy("people's rights")), ("safety", gettext_lazy("people's safety")),
                ("neither", gettext_lazy("neither")), ("unknown", gettext_lazy("not known yet")),
            ], where=_touching),
            Filter("stage", gettext_lazy("Stage"), [(code, _(words)) for code, words in STAGE_LABELS.items()]),
            *answers,
        ),
        search=("title", "summary"),
        sorts={"title": ("title",), "stage": ("stage", "title"), "department": ("department__name", "title"),
               "risk": ("risk_class__risk", "title")},
        default_sort="title",
    )  # fmt: skip


def risk_filter(*, viewer: Viewer) -> Filter:  # no query
    """Make the filter by risk class; without a decision the class is unknown."""
    return Filter(
        "risk", gettext_lazy("Risk"), [(code, _(words)) for code, words in RISK_LABELS.items()], where=_at_risk
    )


def _at_risk(values: Sequence[str]) -> Q:
    found = Q(risk_class__risk__in=values)
    return found | Q(risk_class=None) if Risk.UNKNOWN in values else found


def _touching(values: Sequence[str]) -> Q:
    parts = {
        "rights": Q(risk_class__rights_impacting=True),
        "safety": Q(risk_class__safety_impacting=True),
        "neither": Q(risk_class__rights_impacting=False, risk_class__safety_impacting=False),
        "unknown": Q(risk_class__rights_impacting=None, risk_class__safety_impacting=None),
    }
    found = Q(pk__in=[])
    for value in values:
        found |= parts[value]
    return found


class _answered:  # noqa: N801 - used like a function
    """A condition on the answer to one question; no row is unknown."""

    def __init__(self, question: str) -> None:
        self.question = question

    def __call__(self, values: Sequence[str]) -> Q:
        rows = Evidence.objects.filter(initiative=OuterRef("pk"), question=self.question)
        found = Q(Exists(rows.filter(answer__in=values)))
        return found | ~Q(Exists(rows)) if Answer.UNKNOWN in values else found


def register_lines(*, viewer: Viewer, query: ListQuery) -> ListPage[RegisterLine]:
    """List one page of the initiatives the viewer may see with risk and evidence: three queries."""
    page = query.page(_listed(viewer))
    answers = _answers([one.pk for one in page.rows])
    return query.page_with([_line(one, answers.get(one.pk, {})) for one in page.rows], page)


def all_register_lines(*, viewer: Viewer, query: ListQuery) -> Iterator[tuple[RegisterLine, Mapping[str, str]]]:
    """List every initiative of a query with its answers by question, for a file."""
    records = list(query.order(query.narrow(_listed(viewer))))
    for start in range(0, len(records), 2_000):
        piece = records[start : start + 2_000]
        answers = _answers([one.pk for one in piece])
        for one in piece:
            yield _line(one, answers.get(one.pk, {})), answers.get(one.pk, {})


def register_slice(*, viewer: Viewer, query: ListQuery, offset: int, limit: int) -> tuple[list[RegisterLine], int]:
    """List some of the initiatives of a query with risk and evidence, and how many there are in all: three queries."""
    found = query.narrow(_listed(viewer))
    rows = list(query.order(found)[offset : offset + limit])
    answers = _answers([one.pk for one in rows])
    return [_line(one, answers.get(one.pk, {})) for one in rows], found.count()


def _listed(viewer: Viewer) -> QuerySet[Initiative]:
    return visible_to(viewer).select_related("department", "risk_class").only(
        "title", "stage", "department__name", "risk_class__risk", "risk_class__rights_impacting",
        "risk_class__safety_impacting",
    )  # fmt: skip


def _answers(ids: Sequence[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Evidence.objects.filter(initiative__in=ids).order_by().values_list("initiative_id", "question", "answer")
    for pk, question, answer in rows:
        found[pk][question] = answer
    return found


def _line(one: Initiative, answers: Mapping[str, str]) -> RegisterLine:
    risk: RiskClass | None = getattr(one, "risk_class", None)
    code = risk.risk if risk else Risk.UNKNOWN.value
    return RegisterLine(
        id=one.pk,
        title=one.title,
        url=reverse("initiatives:initiative", args=[one.pk]) + "#guardrails",
        stage_label=_(STAGE_LABELS[one.stage]),
        department=one.department.name if one.department else "",
        risk=code,
        risk_label=_(RISK_LABELS[code]),
        rights_impacting=risk.rights_impacting if risk else None,
        safety_impacting=risk.safety_impacting if risk else None,
        tally=tally(answers),
    )
