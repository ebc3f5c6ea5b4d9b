"""Who may bring files in, and who may look at what was brought in."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accord.apps.batches.models import Batch
from accord.apps.ui.permissions import Action, check, may
from accord.apps.ui.rules import OFFICE, Role, Viewer

IMPORT = Action("batches.import", _("Bring in files and take them back"), OFFICE)
SEE_IMPORTS = Action("batches.see", _("See which files were brought in, with their rows"), OFFICE | {Role.CIO})
ACTIONS = (IMPORT, SEE_IMPORTS)


def visible_to(viewer: Viewer) -> QuerySet[Batch]:
    """Give the batches a viewer may see."""
    return Batch.objects.all() if may(viewer, SEE_IMPORTS) else Batch.objects.none()


def check_import(viewer: Viewer) -> None:
    """Raise NotAllowed unless the viewer may bring in files."""
    check(viewer, IMPORT)
