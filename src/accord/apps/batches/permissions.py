"""Who may bring files in, and who may look at what was brought in.

The programme office and administrators bring files of every kind. A kind may be open to others as well: its target says
to whom, and whether they see all files of the kind or those they brought themselves. Whatever else is brought in stays
closed to them.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.apps.batches import sockets
from accord.apps.batches.models import Batch
from accord.apps.batches.rules.reach import Reach
from accord.apps.ui.permissions import Action, check, may, passes
from accord.apps.ui.rules import OFFICE, NotFound, Role, Viewer


def brings_some(viewer: Viewer) -> bool:
    """Tell whether some kind of file is open to the viewer, whatever their roles."""
    return any(one.reach(viewer) != Reach.NONE for one in sockets.targets)


_OWN = _("of some kinds of files also others: finance brings postings, and whoever keeps series brings those")
IMPORT = Action("batches.import", _("Bring in files and take them back"), OFFICE, own=_OWN, also=brings_some)
SEE_IMPORTS = Action(
    "batches.see",
    _("See which files were brought in, with their rows"),
    OFFICE | {Role.CIO},
    own=_OWN,
    also=brings_some,
)
ACTIONS = (IMPORT, SEE_IMPORTS)


def reach_of(viewer: Viewer, kind: str) -> Reach:
    """Say which files of a kind the viewer brings in and takes back."""
    if may(viewer, IMPORT):
        return Reach.ALL
    found = sockets.target(kind)
    return found.reach(viewer) if found else Reach.NONE


def open_targets(viewer: Viewer) -> list[sockets.Target]:
    """List what the files of this viewer may become."""
    return [one for one in sockets.targets if may(viewer, IMPORT) or one.reach(viewer) != Reach.NONE]


def seen_kinds(viewer: Viewer) -> list[str]:
    """List the kinds of which the viewer sees everything that was brought in, with its lists and mappings."""
    every = may(viewer, SEE_IMPORTS)
    return [one.kind for one in sockets.targets if every or one.reach(viewer) == Reach.ALL]


def visible_to(viewer: Viewer) -> QuerySet[Batch]:
    """Give the batches a viewer may see."""
    if may(viewer, SEE_IMPORTS):
        return Batch.objects.all()
    reach = {one.kind: one.reach(viewer) for one in sockets.targets}
    every = [kind for kind, far in reach.items() if far == Reach.ALL]
    own = [kind for kind, far in reach.items() if far == Reach.OWN]
    return Batch.objects.filter(Q(target__in=every) | Q(target__in=own, created_by=viewer.pk))


def can_bring(viewer: Viewer, batch: Batch) -> bool:
    """Tell whether the viewer may go on with a batch, write it and take it back."""
    reach = reach_of(viewer, batch.target)
    return reach == Reach.ALL or (reach == Reach.OWN and batch.created_by_id == viewer.pk)


def check_import(viewer: Viewer, target: str | None = None) -> None:
    """Raise NotAllowed unless the viewer may bring in files of a target (None: of any)."""
    is_open = passes(viewer, IMPORT) if target is None else reach_of(viewer, target) != Reach.NONE
    if not is_open:
        check(viewer, IMPORT)


def check_batch(viewer: Viewer, batch: Batch) -> None:
    """Raise unless the viewer may go on with this batch: NotFound where they may not even see it, else NotAllowed."""
    if can_bring(viewer, batch):
        return
    if not visible_to(viewer).filter(pk=batch.pk).exists():
        raise NotFound(_now("There is no such import."))
    check(viewer, IMPORT)


def check_kind(viewer: Viewer, kind: str) -> None:
    """Raise NotAllowed unless all files of a kind are open to the viewer, with their lists and mappings."""
    if reach_of(viewer, kind) != Reach.ALL:
        check(viewer, IMPORT)
