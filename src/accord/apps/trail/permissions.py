"""Who may read the whole trail; a single record's history is seen by whoever sees the record."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accord.apps.ui.permissions import Action
from accord.apps.ui.rules import LEADERS, OFFICE

SEE_TRAIL = Action("trail.see", _("Search the whole trail"), OFFICE | LEADERS)
ACTIONS = (SEE_TRAIL,)
