"""One bulk change as its page shows it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.turn.models import BulkChange, BulkLine
from accord.apps.turn.rules.bulk import BulkState, Outcome
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import NotFound, Ref, Viewer
from accord.apps.ui.sockets import BulkAction, BulkKind, bulk
from accord.apps.ui.templatetags.formats import exact_day

# outcome: (what it is called, tone)
OUTCOMES: dict[str, tuple[Any, str]] = {
    Outcome.CHOSEN: (gettext_lazy("chosen"), "quiet"),
    Outcome.CHANGES: (gettext_lazy("will change"), "good"),
    Outcome.SAME: (gettext_lazy("stands so already"), "quiet"),
    Outcome.REFUSED: (gettext_lazy("stays as it is"), "warn"),
    Outcome.CHANGED: (gettext_lazy("changed"), "good"),
    Outcome.TAKEN_BACK: (gettext_lazy("taken back"), "quiet"),
    Outcome.KEPT: (gettext_lazy("not taken back"), "warn"),
}
LINES = ListSpec(
    filters=(
        Filter("outcome", gettext_lazy("What becomes of it"), [(code, said) for code, (said, _) in OUTCOMES.items()]),
    ),
    page_size=50,
)


@dataclass(frozen=True)
class BulkRow:
    """One record of a bulk change: its title and address where the viewer may still see it."""

    title: str
    url: str
    outcome: str
    outcome_label: str
    tone: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class BulkView:
    """A bulk change where it stands; ``counts`` by outcome."""

    id: int
    code: str
    noun: str
    list_url_name: str
    action: str
    action_label: str
    note: str
    state: str
    made_at: datetime | None
    taken_back_at: datetime | None
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many records were chosen."""
        return sum(self.counts.values())

    @property
    def changes(self) -> int:
        """How many would change, or did."""
        return self.counts.get(Outcome.CHANGES, 0) + self.counts.get(Outcome.CHANGED, 0)

    @property
    def same(self) -> int:
        """How many stand so already."""
        return self.counts.get(Outcome.SAME, 0)

    @property
    def refused(self) -> int:
        """How many stay as they are, for a reason."""
        return self.counts.get(Outcome.REFUSED, 0)

    @property
    def taken_back(self) -> int:
        """How many were taken back."""
        return self.counts.get(Outcome.TAKEN_BACK, 0)

    @property
    def kept(self) -> int:
        """How many could not be taken back."""
        return self.counts.get(Outcome.KEPT, 0)

    @property
    def is_chosen(self) -> bool:
        """Tell whether it is still to be said what to change."""
        return self.state == BulkState.CHOSEN

    @property
    def is_seen(self) -> bool:
        """Tell whether it has been looked at and not been made."""
        return self.state == BulkState.SEEN

    @property
    def is_made(self) -> bool:
        """Tell whether it has been made and can be taken back."""
        return self.state == BulkState.MADE


# no viewer: what kinds of records there are is no secret
def kind_of(code: str) -> BulkKind:
    """Find a kind of records that can be changed many at once. Raises NotFound."""
    found = next((kind for kind in bulk if kind.code == code), None)
    if found is None:
        raise NotFound(_("There is no such list."))
    return found


# no viewer: see kind_of
def action_of(code: str, action: str) -> BulkAction:
    """Find what can be done with a kind of records. Raises NotFound."""
    found = next((one for one in kind_of(code).actions if one.code == action), None)
    if found is None:
        raise NotFound(_("This cannot be done here."))
    return found


def own_change(*, viewer: Viewer, change_id: int) -> BulkChange:
    """Get a bulk change of one's own. Raises NotFound."""
    found = BulkChange.objects.filter(pk=change_id, person=viewer.pk).first()
    if found is None:
        raise NotFound(_("There is no such change."))
    return found


def bulk_view(*, viewer: Viewer, change_id: int) -> BulkView:
    """Describe a bulk change of one's own: two queries. Raises NotFound."""
    change = own_change(viewer=viewer, change_id=change_id)
    counted = BulkLine.objects.filter(change=change).order_by().values_list("outcome").annotate(count=Count("pk"))
    return _described(change, kind_of(change.code), dict(counted))


def bulk_rows(*, viewer: Viewer, change_id: int, query: ListQuery) -> ListPage[BulkRow]:
    """List one page of the records of a bulk change."""
    change = own_change(viewer=viewer, change_id=change_id)
    page = query.page(BulkLine.objects.filter(change=change))
    return query.page_with(_rows(viewer, kind_of(change.code).kind, page.rows), page)


def all_bulk_rows(*, viewer: Viewer, change_id: int, query: ListQuery) -> Iterator[BulkRow]:
    """List every record of a bulk change, for a file."""
    change = own_change(viewer=viewer, change_id=change_id)
    lines = list(query.order(query.narrow(BulkLine.objects.filter(change=change))))
    yield from _rows(viewer, kind_of(change.code).kind, lines)


def _rows(viewer: Viewer, kind: str, lines: Sequence[BulkLine]) -> Iterator[BulkRow]:
    refs = {Ref(kind, line.record_id) for line in lines} | {
        ref for line in lines for ref in (_ref(line.before), _ref(line.after)) if ref
    }
    named = titles(viewer=viewer, refs=refs)
    for line in lines:
        title, url = named.get(Ref(kind, line.record_id), (_("not open to you any more"), ""))
        words, tone = OUTCOMES[line.outcome]
        yield BulkRow(
            title,
            url,
            line.outcome,
            str(words),
            tone,
            _shown(line.before, named),
            _shown(line.after, named),
            line.reason,
        )


def _ref(text: str) -> Ref | None:
    try:
        return Ref.parse(text)
    except ValueError:
        return None


def _shown(text: str, named: Mapping[Ref, tuple[str, str]]) -> str:
    if ref := _ref(text):
        return named.get(ref, (_("somebody or something that is gone"), ""))[0]
    try:
        return exact_day(date.fromisoformat(text))
    except ValueError:
        return text


def bulk_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map one's own bulk changes to (title, address): one query."""
    found = BulkChange.objects.filter(pk__in=ids, person=viewer.pk)
    known = {kind.code: kind for kind in bulk}
    return {
        change.pk: (_title(change, known.get(change.code)), reverse("turn:bulk_change", args=[change.pk]))
        for change in found
    }


def _title(change: BulkChange, kind: BulkKind | None) -> str:
    does = next((one for one in kind.actions if one.code == change.action), None) if kind else None
    said = {"what": does.label if does else change.action, "noun": kind.label if kind else change.code}
    return _("%(what)s (%(noun)s)") % said


def own_changes(*, viewer: Viewer, limit: int = 20) -> list[BulkView]:
    """List one's latest bulk changes that were made: two queries."""
    made = (BulkState.MADE, BulkState.TAKEN_BACK)
    found = list(BulkChange.objects.filter(person=viewer.pk, state__in=made)[:limit])
    counted: dict[int, dict[str, int]] = {}
    rows: Iterable[tuple[int, str, int]] = (
        BulkLine.objects.filter(change__in=found)
        .order_by()
        .values_list("change", "outcome")
        .annotate(count=Count("pk"))
    )
    for pk, outcome, count in rows:
        counted.setdefault(pk, {})[outcome] = count
    known = {kind.code: kind for kind in bulk}
    return [
        _described(change, known[change.code], counted.get(change.pk, {})) for change in found if change.code in known
    ]


def _described(change: BulkChange, kind: BulkKind, counts: Mapping[str, int]) -> BulkView:
    does = next((one for one in kind.actions if one.code == change.action), None)
    return BulkView(
        id=change.pk, code=change.code, noun=str(kind.label), list_url_name=kind.list_url_name, action=change.action,
        action_label=str(does.label) if does else change.action, note=str(does.note) if does else "", state=change.state,
        made_at=change.made_at, taken_back_at=change.taken_back_at, counts=counts,
    )  # fmt: skip
