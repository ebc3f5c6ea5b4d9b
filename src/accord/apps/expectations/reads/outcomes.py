"""What really happened: the list of outcomes, those of one subject, and one to correct."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.expectations import permissions
from accord.apps.expectations.models import Outcome, Round
from accord.apps.expectations.reads.asking import read_about
from accord.apps.expectations.reads.subjects import about_words, subject_titles, subject_url
from accord.apps.expectations.reads.usual import usual_currency
from accord.apps.expectations.rules.words import GOAL, INITIATIVE, PORTFOLIO, QUESTION_HELP, QUESTION_LABELS, Question
from accord.apps.goals.models import Goal
from accord.apps.initiatives.models import Initiative
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec, Words
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.templatetags.formats import money_words

AT_MOST = 20  # found subjects offered at once
ABOUT_LABELS = {
    INITIATIVE: gettext_lazy("initiatives"),
    GOAL: gettext_lazy("goals"),
    PORTFOLIO: gettext_lazy("the whole portfolio"),
}
KNOWN_LABELS: dict[str, Words] = {
    Question.PAYOFF: gettext_lazy("Paid off in"),
    Question.BENEFIT: gettext_lazy("Measured benefit of a year"),
    Question.COST: gettext_lazy("Closed cost"),
}


@dataclass(frozen=True)
class OutcomeLine:
    """One outcome: the month of the payoff, or an amount."""

    id: int
    kind: str
    about_id: int
    title: str
    url: str
    question: str
    label: str
    value: str
    payoff_date: date | None
    amount: Decimal | None
    currency: str
    source: str
    recorded_at: datetime
    recorded_by: str
    can_edit: bool
    version: int


def outcomes_spec(*, viewer: Viewer) -> ListSpec:
    """Say how outcomes can be narrowed and sorted."""
    return ListSpec(
        filters=(
            Filter(
                "question", gettext_lazy("What is known"), [(code, _(said)) for code, said in QUESTION_LABELS.items()]
            ),
            Filter("about", gettext_lazy("About"), list(ABOUT_LABELS.items()), "about_kind"),
        ),
        search=("found_title",),
        sorts={"recorded": ("recorded_at",), "question": ("question", "-recorded_at"), "amount": ("amount",)},
        default_sort="-recorded",
    )


def outcome_lines(*, viewer: Viewer, query: ListQuery) -> ListPage[OutcomeLine]:
    """List one page of the outcomes the viewer may see: a fixed number of queries."""
    page = query.page(_found(viewer, query))
    return query.page_with(_lines(viewer, page.rows), page)


def all_outcome_lines(*, viewer: Viewer, query: ListQuery) -> Iterator[OutcomeLine]:
    """List every outcome of a query, for a file."""
    yield from _lines(viewer, list(query.order(query.narrow(_found(viewer, query)))))


def outcomes_about(*, viewer: Viewer, kind: str, number: int) -> list[OutcomeLine]:
    """List what is known about one subject: few queries."""
    found = permissions.outcomes_visible_to(viewer).filter(about_kind=kind, about_id=number)
    return _lines(viewer, list(found.select_related("recorded_by").order_by("question")))


@dataclass(frozen=True)
class SubjectChoice:
    """Something whose outcome can be recorded."""

    about: str
    title: str
    kind: str


def recordable(*, viewer: Viewer, words: str) -> list[SubjectChoice]:
    """Find what the viewer may record outcomes of by words of the title, at most ``AT_MOST``: two queries."""
    everything = may(viewer, permissions.RECORD)
    initiatives = Initiative.objects.order_by() if everything else permissions.own_initiatives(viewer)
    goals = Goal.objects.order_by() if everything else permissions.own_goals(viewer)
    named = Q()
    for word in words.split():
        named &= Q(title__icontains=word)
    found: list[SubjectChoice] = []
    for kind, label, records in ((INITIATIVE, _("Initiative"), initiatives), (GOAL, _("Goal"), goals)):
        rows = records.filter(named).order_by("title", "pk").values_list("pk", "title")[:AT_MOST]
        found += [SubjectChoice(str(Ref(kind, pk)), title, label) for pk, title in rows]
    return found[:AT_MOST]


@dataclass(frozen=True)
class RecordedSubject:
    """What an outcome is recorded of: which questions are still open, and the currency it was asked in."""

    kind: str
    number: int
    title: str
    url: str
    open_questions: tuple[str, ...]
    currency: str

    @property
    def about(self) -> str:
        """How it stands in an address."""
        return about_words(kind=self.kind, number=self.number)

    @property
    def choices(self) -> list[tuple[str, str, str]]:
        """The open questions as (code, label, definition)."""
        return [
            (code, str(KNOWN_LABELS[code]), _(QUESTION_HELP[code])) for code in self.open_questions
        ]  # fmt: skip


def subject_of(*, viewer: Viewer, about: str) -> RecordedSubject | None:
    """Read what an outcome is to be about from an address; None for nothing. Raises NotFound for what is out of sight."""
    found = read_about(text=about)
    if found is None:
        return None
    kind, number = found
    permissions.check_subject(viewer, kind, number)
    place = Round(about_kind=kind, about_id=number)
    same = Outcome.objects.filter(about_kind=kind, about_id=number, removed_at=None)
    known = set(same.order_by().values_list("question", flat=True))
    return RecordedSubject(
        kind, number, subject_titles(rounds=[place])[place.pk], subject_url(kind=kind, number=number),
        tuple(question.value for question in Question if question not in known),
        usual_currency(viewer=viewer, kind=kind, number=number),
    )  # fmt: skip


def may_record_any(*, viewer: Viewer) -> bool:
    """Tell whether there is anything whose outcome the viewer may record: at most two queries."""
    if may(viewer, permissions.RECORD):
        return True
    return permissions.own_initiatives(viewer).exists() or permissions.own_goals(viewer).exists()


def removed_outcome(*, viewer: Viewer, outcome_id: str) -> Outcome | None:
    """Find an outcome that was taken back and that the viewer may put back; None for anything else."""
    if not (outcome_id.isascii() and outcome_id.isdigit() and len(outcome_id) < 19):
        return None
    gone = Outcome.objects.filter(pk=int(outcome_id), removed_at__isnull=False).first()
    if gone is None or not permissions.can_record(viewer, gone.about_kind, gone.about_id):
        return None
    same = Outcome.objects.filter(about_kind=gone.about_kind, about_id=gone.about_id, question=gone.question)
    return None if same.filter(removed_at=None).exists() else gone


# no viewer: names what was found for one
def title_of(*, outcome: Outcome) -> str:
    """Name an outcome: what is known, of what."""
    title = subject_titles(rounds=[outcome])[outcome.pk]
    return _("%(subject)s: %(known)s") % {"subject": title, "known": KNOWN_LABELS[outcome.question]}


def _found(viewer: Viewer, query: ListQuery) -> QuerySet[Outcome]:
    found = permissions.outcomes_visible_to(viewer).select_related("recorded_by")
    return found.annotate(found_title=_title()) if query.search else found


def _title() -> Coalesce:
    """Build the title of what an outcome is about; the whole portfolio has none."""
    parts = [
        Subquery(model._default_manager.filter(pk=OuterRef("about_id")).order_by().values("title")[:1])
        for model in (Initiative, Goal)
    ]
    of_kind = Case(When(about_kind=INITIATIVE, then=parts[0]), When(about_kind=GOAL, then=parts[1]))
    return Coalesce(of_kind, Value(""))


def _lines(viewer: Viewer, rows: Sequence[Outcome]) -> list[OutcomeLine]:
    titles = subject_titles(rounds=rows)
    mine = _editable(viewer, rows)
    return [
        OutcomeLine(
            id=one.pk,
            kind=one.about_kind,
            about_id=one.about_id,
            title=titles[one.pk],
            url=subject_url(kind=one.about_kind, number=one.about_id),
            question=one.question,
            label=str(KNOWN_LABELS[one.question]),
            value=value_of(one),
            payoff_date=one.payoff_date,
            amount=one.amount,
            currency=one.currency,
            source=one.source,
            recorded_at=one.recorded_at,
            recorded_by=one.recorded_by.name if one.recorded_by else "",
            can_edit=(one.about_kind, one.about_id) in mine,
            version=one.version,
        )
        for one in rows
    ]


def _editable(viewer: Viewer, rows: Iterable[Outcome]) -> set[tuple[str, int]]:
    """Name the subjects among these whose outcomes the viewer may correct: at most two queries."""
    places = {(one.about_kind, one.about_id) for one in rows}
    if may(viewer, permissions.RECORD):
        return places
    wanted = {kind: [pk for of, pk in places if of == kind] for kind in (INITIATIVE, GOAL)}
    found: set[tuple[str, int]] = set()
    if wanted[INITIATIVE]:
        own = permissions.own_initiatives(viewer).filter(pk__in=wanted[INITIATIVE])
        found |= {(INITIATIVE, pk) for pk in own.values_list("pk", flat=True)}
    if wanted[GOAL]:
        goals = permissions.own_goals(viewer).filter(pk__in=wanted[GOAL])
        found |= {(GOAL, pk) for pk in goals.values_list("pk", flat=True)}
    return found


# no viewer: says an outcome that was found for one
def value_of(one: Outcome) -> str:
    """Say what is known: a month, or an amount."""
    if one.payoff_date is not None:
        return date_format(one.payoff_date, "M Y")
    return money_words(one.amount, one.currency)
