"""What happened since the last check-in, said in sentences: the draft that somebody signs rather than writes.

Everything is read as its author, so that nothing stands in it that they may not see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.check_ins.models import CheckIn
from accord.apps.check_ins.reads.happened import Line, goal_lines, initiative_lines
from accord.apps.check_ins.rules import INITIATIVE, MOST_TEXT, STATUS_LABELS, Facts, State, suggestion
from accord.apps.promises import reads as promises
from accord.apps.promises.reads import PromiseLine
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Viewer
from accord.apps.ui.templatetags.formats import exact_day

SHOWN = 3  # sentences of one group that go into the text; the others are counted
LONG_AGO = timedelta(weeks=26)


@dataclass(frozen=True)
class Draft:
    """What is prepared: sentences with links, the three texts made of them, and a status that is only suggested.

    ``next_title`` and ``next_date`` are the next thing with a day that the confidence is about, if there is one.
    """

    lines: tuple[Line, ...]
    progress: str
    problem: str
    chance: str
    suggested: str
    because: str
    next_title: str
    next_date: date | None
    since: datetime

    @property
    def suggested_label(self) -> str:
        """The suggested status in words."""
        return _(STATUS_LABELS[self.suggested]) if self.suggested else ""

    @property
    def texts(self) -> dict[str, str]:
        """The three texts by their names."""
        return {"progress": self.progress, "problem": self.problem, "chance": self.chance}

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was recorded."""
        return not self.lines


def draft(*, viewer: Viewer, check_in: CheckIn, at: datetime) -> Draft:
    """Prepare a check-in for the one who signs it: a fixed number of queries, nothing stored."""
    since, today = since_of(check_in), timezone.localdate(at)
    about = check_in.series.about
    told = initiative_lines if about.kind == INITIATIVE else goal_lines
    happened = told(viewer, about, since, at)
    given = promises.promises_about(viewer=viewer, refs=[about], as_of=today).get(about, [])
    until = today + timedelta(weeks=check_in.series.every)
    kept = list(_promised(given, since, at, until))
    lines = (*happened.lines, *kept)
    facts = Facts(
        late_promises=sum(bool(one.is_late) for one in given),
        missed_promises=len(_missed(given, since, at)),
        late_milestones=happened.late,
        days_late=happened.days_late,
        moved_milestones=happened.moved,
        is_stopped=happened.is_stopped,
        good=happened.good + sum(one.kept_at is not None and since < one.kept_at <= at for one in given),
    )
    found = suggestion(facts)
    return Draft(
        lines=lines,
        progress=_text(lines, "progress"),
        problem=_text(lines, "problem"),
        chance=_text(lines, "next"),
        suggested=found.status,
        because=", ".join(_because(code, count) for code, count in found.because),
        next_title=happened.next_title,
        next_date=happened.next_date,
        since=since,
    )


# no viewer: only a moment
def since_of(check_in: CheckIn) -> datetime:
    """Say from when on things are new: since the last signed check-in of the series, else one round before."""
    last = (
        CheckIn.objects.filter(series=check_in.series_id, state__in=[State.SIGNED, State.ACKNOWLEDGED])
        .filter(planned_on__lt=check_in.planned_on)
        .order_by("-planned_on")
        .values_list("signed_at", flat=True)
        .first()
    )
    if last is None:
        return check_in.opened_at - timedelta(weeks=check_in.series.every)
    return max(last, check_in.opened_at - LONG_AGO)


def _promised(given: Sequence[PromiseLine], since: datetime, at: datetime, until: date) -> Iterator[Line]:
    for one in given:
        words = {"what": one.what.rstrip(" ."), "who": one.owner, "day": exact_day(one.due_date)}
        if one.kept_at is not None and since < one.kept_at <= at:
            yield Line("progress", _("%(who)s kept a promise: %(what)s.") % words, one.url)
        elif one.is_late:
            yield Line("problem", _("Late: %(who)s promised %(what)s by %(day)s.") % words, one.url)
        elif one.is_open and one.due_date <= until:
            yield Line("next", _("By %(day)s, promised by %(who)s: %(what)s.") % words, one.url)
    for one in _missed(given, since, at):
        cause = f" ({one.cause_label.lower()})" if one.cause else ""
        words = {"what": one.what.rstrip(" ."), "who": one.owner, "cause": cause}
        yield Line("problem", _("Not kept by %(who)s: %(what)s%(cause)s.") % words, one.url)
    for one in _told(given, "promises.proposal.accepted", since, at):
        words = {"what": one.what.rstrip(" ."), "day": exact_day(one.due_date)}
        yield Line("problem", _("Both sides agreed to another day, %(day)s: %(what)s.") % words, one.url)


def _missed(given: Sequence[PromiseLine], since: datetime, at: datetime) -> list[PromiseLine]:
    return [one for one in _told(given, "promises.promise.missed", since, at) if one.state == "missed"]


def _told(given: Sequence[PromiseLine], code: str, since: datetime, at: datetime) -> list[PromiseLine]:
    """Pick the promises of which the trail tells something since."""
    entries = Entry.objects.filter(code=code, subject_kind=promises.KIND, subject_id__in=[one.id for one in given])
    ids = set(entries.filter(at__gt=since, at__lte=at).values_list("subject_id", flat=True)) if given else set()
    return [one for one in given if one.id in ids]


def _text(lines: Sequence[Line], group: str) -> str:
    """Join the sentences of a group, as many as fit and can be read in a moment."""
    mine = list(dict.fromkeys(line.sentence for line in lines if line.group == group))
    shown: list[str] = []
    for sentence in mine[:SHOWN]:
        if sum(len(one) + 1 for one in shown) + len(sentence) < MOST_TEXT - 40:
            shown.append(sentence)
    if rest := len(mine) - len(shown):
        shown.append(ngettext("And %(n)s more.", "And %(n)s more.", rest) % {"n": rest})
    return "\n".join(shown)


def _because(code: str, count: int) -> str:
    words = {"n": count}
    match code:
        case "late_promises":
            return ngettext("one promise is late", "%(n)s promises are late", count) % words
        case "missed_promises":
            return ngettext("one promise was not kept", "%(n)s promises were not kept", count) % words
        case "late_milestones":
            return ngettext("one milestone is late", "%(n)s milestones are late", count) % words
        case "moved_milestones":
            return ngettext("one milestone moved to a later day", "%(n)s milestones moved to later days", count) % words
        case "stopped":
            return _("it was stopped")
    return _("things were reached and nothing is late")
