"""One check-in as a line, as lists, pages and others' pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.check_ins.models import CheckIn
from accord.apps.check_ins.rules import STATE_LABELS, STATUS_LABELS, STATUS_TONES, State
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.templatetags.formats import share_words

KIND, SERIES_KIND = "check_ins.check_in", "check_ins.series"


@dataclass(frozen=True)
class CheckInLine:
    """One check-in; ``about`` stays out of sight if it must. ``due_on`` is the day by which it is to be signed."""

    id: int
    url: str
    series_id: int
    series_url: str
    about: Ref | None
    about_title: str
    about_url: str
    planned_on: date
    due_on: date
    state: str
    status: str
    signed_status: str
    confidence_share: float | None
    next_title: str
    next_date: date | None
    answerer_id: int
    answerer: str
    answer_side: str
    acknowledger_id: int
    acknowledger: str
    acknowledge_side: str
    progress: str
    problem: str
    chance: str
    signed_at: datetime | None
    acknowledged_at: datetime | None
    reply: str
    wants_talk: bool
    reason: str
    is_late: bool
    version: int

    @property
    def state_label(self) -> str:
        """Where it stands, in words."""
        return _(STATE_LABELS[self.state])

    @property
    def status_label(self) -> str:
        """How it stands with what it is about, in words; empty until it is signed."""
        return _(STATUS_LABELS[self.status]) if self.status else ""

    @property
    def tone(self) -> str:
        """The tone of its status."""
        return STATUS_TONES.get(self.status, "quiet")

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for a signature."""
        return self.state == State.OPEN

    @property
    def is_signed(self) -> bool:
        """Tell whether it is signed, acknowledged or not."""
        return self.signed_at is not None

    @property
    def sure_words(self) -> str:
        """How sure its author is of the next thing, in one sentence; empty if nothing was said."""
        if self.confidence_share is None:
            return ""
        words = {"share": share_words(self.confidence_share), "title": self.next_title}
        if not self.next_title:
            return _("%(share)s sure that the next date holds") % words
        return _("%(share)s sure that this holds: %(title)s") % words


def whole(records: QuerySet[CheckIn]) -> QuerySet[CheckIn]:
    """Load what a line shows of others with the check-ins."""
    return records.select_related("series", "answerer", "acknowledger")


def lines_of(viewer: Viewer, records: Sequence[CheckIn], as_of: date) -> list[CheckInLine]:
    """Turn check-ins into lines; what they are about is looked up together."""
    named = titles(viewer=viewer, refs={one.series.about for one in records})
    return [_line(one, named, as_of) for one in records]


# no viewer: only a day
def due_on(check_in: CheckIn) -> date:
    """Give the day by which a check-in is to be signed."""
    return timezone.localdate(check_in.asked_at) + timedelta(days=check_in.series.remind_after)


def _line(one: CheckIn, named: dict[Ref, tuple[str, str]], as_of: date) -> CheckInLine:
    about = one.series.about if one.series.about in named else None
    title, url = named[about] if about else ("", "")
    due = due_on(one)
    return CheckInLine(
        id=one.pk,
        url=reverse("check_ins:check_in", args=[one.pk]),
        series_id=one.series_id,
        series_url=reverse("check_ins:one_series", args=[one.series_id]),
        about=about,
        about_title=title,
        about_url=url,
        planned_on=one.planned_on,
        due_on=due,
        state=one.state,
        status=one.status,
        signed_status=one.signed_status,
        confidence_share=one.confidence_share,
        next_title=one.next_title,
        next_date=one.next_date,
        answerer_id=one.answerer_id,
        answerer=one.answerer.name,
        answer_side=one.answer_side,
        acknowledger_id=one.acknowledger_id,
        acknowledger=one.acknowledger.name,
        acknowledge_side=one.acknowledge_side,
        progress=one.progress,
        problem=one.problem,
        chance=one.chance,
        signed_at=one.signed_at,
        acknowledged_at=one.acknowledged_at,
        reply=one.reply,
        wants_talk=one.wants_talk,
        reason=one.reason,
        is_late=one.state == State.OPEN and due < as_of,
        version=one.version,
    )
