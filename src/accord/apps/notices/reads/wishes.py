"""How people want to be told: hours, summary, and each kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accord.apps.notices import sockets
from accord.apps.notices.models import KindPreference, Preference
from accord.apps.notices.rules import MODE_LABELS, Mode, Wishes
from accord.apps.notices.sockets import NoticeKind
from accord.apps.ui.rules import NotFound, Viewer

DIGEST = "digest"


# no viewer: it is asked for each person alone, by themselves or by what sends them mail
def wishes_of(*, person_ids: Collection[int]) -> dict[int, Wishes]:
    """Map persons to how they want to be told; who never said is absent: one query."""
    rows = Preference.objects.filter(person__in=person_ids)
    return {
        row.person_id: Wishes(row.digest, row.hour, row.weekday, row.quiet_from, row.quiet_to, row.weekends_quiet)
        for row in rows
    }


def wishes(*, viewer: Viewer) -> Wishes:
    """Give how the viewer wants to be told: one query."""
    return wishes_of(person_ids=[viewer.pk]).get(viewer.pk, Wishes())


# no viewer: see wishes_of
def modes_of(*, person_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """Map persons to what they said about kinds: one query."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for person, kind, mode in KindPreference.objects.filter(person__in=person_ids).values_list(
        "person_id", "kind", "mode"
    ):
        found[person][kind] = mode
    return dict(found)


# no viewer: kinds are no secret
def notice_kind(*, code: str) -> NoticeKind | None:
    """Find a kind of notice by its code."""
    return next((kind for kind in sockets.kinds if kind.code == code), None)


# no viewer: it is the same for everybody who did not say otherwise
def usual_mode(*, kind: NoticeKind) -> str:
    """Say how a kind is told to whoever did not say."""
    return Mode.AT_ONCE if kind.at_once else Mode.DIGEST


@dataclass(frozen=True)
class KindLine:
    """One kind of notice and how the viewer is told about it."""

    code: str
    label: str
    mode: str

    @property
    def mode_label(self) -> str:
        """The mode in words."""
        return _(MODE_LABELS[self.mode])


def kind_lines(*, viewer: Viewer) -> list[KindLine]:
    """List all kinds of notices with the viewer's choice, by label: one query."""
    said = modes_of(person_ids=[viewer.pk]).get(viewer.pk, {})
    lines = [KindLine(kind.code, str(kind.label), said.get(kind.code, usual_mode(kind=kind))) for kind in sockets.kinds]
    return sorted(lines, key=lambda line: line.label)


# no viewer: it names a kind
def what_is_stopped(*, what: str) -> str:
    """Name what an address in a mail ends: the summary, or a kind. Raises NotFound for what there is not."""
    kind = notice_kind(code=what)
    if what != DIGEST and kind is None:
        raise NotFound(_("There is no such kind of notice."))
    return str(kind.label) if kind else _("the summary of what happened and what is your turn")
