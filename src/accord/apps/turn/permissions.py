"""Who may see what Accord costs; my turn itself is everybody's own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from accord.apps.ui.rules import OFFICE
from accord.apps.ui.sockets import Action

SEE_COST = Action("turn.see_cost", gettext_lazy("See how many minutes a week Accord costs people"), OFFICE)
ACTIONS = (SEE_COST,)
