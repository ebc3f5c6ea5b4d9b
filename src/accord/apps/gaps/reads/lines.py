"""What is out of step: the list, ranked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.gaps.models import Gap
from accord.apps.gaps.permissions import visible_to
from accord.apps.gaps.reads.words import Subject, sentence, subject_labels, told, value_words
from accord.apps.gaps.rules import GAP_STATE_LABELS, GapState
from accord.apps.initiatives.models import Initiative
from accord.apps.meetings import reads as meetings
from accord.apps.people import reads as people
from accord.apps.people.models import Department, Person
from accord.apps.people.rules import subtree
from accord.apps.promises.models import Promise
from accord.apps.promises.permissions import visible_to as visible_promises
from accord.apps.readings.models import ReadingRow
from accord.apps.readings.reads.subjects import practice_url
from accord.apps.readings.reads.words import reason_words
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.templatetags.formats import exact_day, number_words
from accord.practices import PRACTICES, SubjectKind

KIND = "gaps.gap"
ABOUT_LABELS = {
    SubjectKind.ORGANISATION: gettext_lazy("the whole organisation"),
    SubjectKind.DEPARTMENT: gettext_lazy("departments"),
    SubjectKind.INITIATIVE: gettext_lazy("initiatives"),
    SubjectKind.SIDE: gettext_lazy("sides of the house"),
}


@dataclass(frozen=True)
class GapLine:
    """One gap in a list. Values are in words and as numbers; ``next_step`` is empty while nothing is arranged.

    ``is_sized``: its value says how far apart, also where it is a fact about one initiative; not where it is yes or no.
    """

    id: int
    url: str
    practice: str
    practice_title: str
    practice_url: str
    subject: str
    subject_kind: str
    subject_id: int
    sentence: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    value_words: str
    threshold: float
    threshold_words: str
    closing: float
    closing_words: str
    n: int
    n_words: str
    reasons: tuple[str, ...]
    is_sized: bool
    is_beyond: bool
    since: datetime
    closed_at: datetime | None
    reopened: int
    state: str
    state_label: str
    business_owner: str
    it_owner: str
    money_amount: Decimal | None
    currency: str
    weight: float
    next_step: str
    next_url: str
    next_at: datetime | None
    is_insufficient: bool
    version: int

    @property
    def is_fact(self) -> bool:
        """Tell whether it is a fact about one initiative, which has no range and is not judged by the threshold."""
        return self.subject_kind == "initiative"


def gaps_spec(*, viewer: Viewer) -> ListSpec:
    """Say how gaps can be narrowed and sorted; without a chosen state the open ones are shown: three queries."""
    pairs = visible_to(viewer).order_by().values_list("business_owner", "it_owner").distinct()
    owners = {pk for pair in pairs for pk in pair if pk} - {viewer.pk}
    persons = Person.objects.filter(pk__in=owners).order_by("name", "pk")
    named = [(str(pk), name) for pk, name in persons.values_list("pk", "name")] if owners else []
    departments = people.department_choices(viewer=viewer)
    return ListSpec(
        filters=(
            Filter("practice", _("Practice"), [(code, _(one.title)) for code, one in PRACTICES.items()]),
            Filter("about", _("About"), [(code.value, words) for code, words in ABOUT_LABELS.items()], "subject_kind"),
            Filter("department", _("Department"), [(str(pk), name) for pk, name in departments], where=_in_departments),
            Filter("state", _("State"), [(code, _(words)) for code, words in GAP_STATE_LABELS.items()]),
            Filter("owner", _("Owner"), [("me", _("me")), *named], where=lambda values: _owned(viewer, values)),
        ),
        sorts={"rank": ("-weight",), "since": ("opened_at",), "practice": ("practice", "-weight")},
        default_sort="rank",
        page_size=25,
    )


def _in_departments(values: Sequence[str]) -> Q:
    """Filter the gaps of departments, of those below them and of their initiatives."""
    parents = dict(Department.objects.order_by().values_list("pk", "parent_id"))
    inside = subtree(parents, {int(value) for value in values})
    initiatives = Initiative.objects.filter(department__in=inside).order_by().values("pk")
    return Q(subject_kind="department", subject_id__in=inside) | Q(
        subject_kind="initiative", subject_id__in=initiatives
    )


def _owned(viewer: Viewer, values: Sequence[str]) -> Q:
    ids = [viewer.pk if value == "me" else int(value) for value in values]
    return Q(business_owner__in=ids) | Q(it_owner__in=ids)


def shown(viewer: Viewer, query: ListQuery) -> QuerySet[Gap]:
    """Give the gaps a query is about: the open ones unless a state was chosen."""
    gaps = visible_to(viewer).select_related("reading", "opening", "business_owner", "it_owner")
    return gaps if query.values("state") else gaps.filter(state=GapState.OPEN)


def gap_page_of_lines(*, viewer: Viewer, query: ListQuery) -> ListPage[GapLine]:
    """List gaps, one page of them, ranked: a fixed number of queries."""
    page = query.page(shown(viewer, query))
    return query.page_with(gap_lines(viewer=viewer, gaps=page.rows), page)


def all_gap_lines(*, viewer: Viewer, query: ListQuery) -> list[GapLine]:
    """List all gaps a query asks for (export, print)."""
    return gap_lines(viewer=viewer, gaps=query.order(query.narrow(shown(viewer, query))))


def gap_slice(*, viewer: Viewer, query: ListQuery, offset: int, limit: int) -> tuple[list[GapLine], int]:
    """Give some of the gaps a query asks for, and how many there are."""
    found = query.narrow(shown(viewer, query))
    return gap_lines(viewer=viewer, gaps=query.order(found)[offset : offset + limit]), found.count()


def gap_lines(*, viewer: Viewer, gaps: Iterable[Gap]) -> list[GapLine]:
    """Turn gaps into lines: subjects, meetings and promises are looked up together."""
    rows = list(gaps)
    labels = subject_labels(viewer, ((gap.subject_kind, gap.subject_id) for gap in rows))
    refs = [Ref(KIND, gap.pk) for gap in rows]
    standing = meetings.standing_of(viewer=viewer, refs=refs)
    promised = _promised(viewer, [gap.pk for gap in rows])
    return [_line(gap, labels, standing.get(Ref(KIND, gap.pk)), promised.get(gap.pk)) for gap in rows]


def _promised(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[Promise, bool]]:
    """Find the next open promise about each gap, and whether the viewer may open it: one query."""
    mine = Exists(visible_promises(viewer).filter(pk=OuterRef("pk")))
    rows = Promise.objects.filter(about_kind=KIND, about_id__in=ids, state="open").annotate(mine=mine)
    return {row.about_id: (row, row.mine) for row in rows.order_by("-due_date", "-pk") if row.about_id is not None}


def _line(
    gap: Gap,
    labels: dict[Subject, str],
    standing: meetings.Standing | None,
    promise: tuple[Promise, bool] | None,
) -> GapLine:
    reading, practice = told(gap), PRACTICES[gap.practice]
    subject = labels.get((gap.subject_kind, gap.subject_id), _("an initiative you may not see"))
    step, url, at = _next(gap, standing, promise)
    return GapLine(
        id=gap.pk,
        url=reverse("gaps:gap", args=[gap.pk]),
        practice=gap.practice,
        practice_title=_(practice.title),
        practice_url=_practice_url(gap),
        subject=subject,
        subject_kind=gap.subject_kind,
        subject_id=gap.subject_id,
        sentence=sentence(gap, subject),
        value=reading.value,
        low=reading.low,
        high=reading.high,
        unit=reading.unit,
        value_words=value_words(reading.value, reading.unit, at_least=reading.at_least),
        threshold=practice.threshold_open,
        threshold_words=value_words(practice.threshold_open, reading.unit),
        closing=practice.threshold_close,
        closing_words=value_words(practice.threshold_close, reading.unit),
        n=reading.n,
        n_words=_("%(n)s %(counted)s") % {"n": number_words(reading.n), "counted": _(practice.counted)},
        reasons=tuple(reason_words(reason) for reason in reading.reasons),
        is_sized=reading.value is not None and reading.guard_low is not None and not _is_yes_or_no(reading),
        is_beyond=reading.verdict == "bad",
        since=gap.opened_at,
        closed_at=gap.closed_at,
        reopened=gap.reopened,
        state=gap.state,
        state_label=_(GAP_STATE_LABELS[gap.state]),
        business_owner=gap.business_owner.name if gap.business_owner else "",
        it_owner=gap.it_owner.name if gap.it_owner else "",
        money_amount=gap.money_amount,
        currency=gap.currency,
        weight=gap.weight,
        next_step=step,
        next_url=url,
        next_at=at,
        is_insufficient=gap.reading.value is None,
        version=gap.version,
    )


def _is_yes_or_no(reading: ReadingRow) -> bool:
    """Tell whether a value only says that one thing falls short: its sentence says by how much, "0 %" would not."""
    return reading.unit == "share" and reading.value == 0 and reading.n <= 1


def _practice_url(gap: Gap) -> str:
    """Give the page of the practice with every row: about the same subject, of an initiative about all of them."""
    kind = "organisation" if gap.subject_kind == "initiative" else gap.subject_kind
    return practice_url(gap.practice, kind, gap.subject_id)


def _next(
    gap: Gap, standing: meetings.Standing | None, promise: tuple[Promise, bool] | None
) -> tuple[str, str, datetime | None]:
    """Say what is arranged: a meeting before a promise before an acceptance; words, address, moment."""
    if standing is not None and standing.is_open:
        return _("On the agenda of %(meeting)s") % {"meeting": standing.meeting_title}, standing.url, standing.starts_at
    if promise is not None:
        step, may_open = promise
        day = exact_day(step.due_date)
        if may_open:
            words = _("Promised: %(what)s, by %(day)s") % {"what": step.what, "day": day}
            return words, reverse("promises:promise", args=[step.pk]), None
        return _("A step is promised by %(day)s") % {"day": day}, "", None
    if gap.state == GapState.ACCEPTED and gap.accepted_until:
        return _("Accepted until %(day)s") % {"day": exact_day(gap.accepted_until)}, "", None
    return "", "", None


def gap_titles(*, viewer: Viewer, ids: Collection[int], state: str = "") -> dict[int, tuple[str, str]]:
    """Map the ids of gaps the viewer may see, of one state if given, to (sentence, address)."""
    found = visible_to(viewer).filter(pk__in=ids, **({"state": state} if state else {}))
    gaps = list(found.select_related("reading", "opening").order_by())
    labels = subject_labels(viewer, ((gap.subject_kind, gap.subject_id) for gap in gaps))
    nobody = _("an initiative you may not see")
    return {
        gap.pk: (sentence(gap, labels.get((gap.subject_kind, gap.subject_id), nobody)),
                 reverse("gaps:gap", args=[gap.pk]))
        for gap in gaps
    }  # fmt: skip


def waiting_readings(*, viewer: Viewer) -> int:
    """Count readings that are out of step once and wait for a second look (no gap yet)."""
    wanted = ReadingRow.objects.filter(is_latest=True, opens=True, times=1)
    known = set(Gap.objects.order_by().values_list("practice", "subject_kind", "subject_id"))
    own = {code: {kind.value for kind in practice.own_gap_subjects} for code, practice in PRACTICES.items()}
    keys = wanted.values_list("practice", "subject_kind", "subject_id")
    return sum(key not in known and key[1] in own.get(key[0], ()) for key in keys)
