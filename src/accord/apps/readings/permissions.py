"""Who may see readings and start a measurement."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from accord.apps.initiatives.permissions import visible_to as visible_initiatives
from accord.apps.readings.models import ReadingRow
from accord.apps.ui.rules import EVERYONE, LEADERS, OFFICE, Role, Viewer
from accord.apps.ui.sockets import Action

SEE = Action("readings.see", gettext_lazy("See what was measured for the organisation and its departments"), EVERYONE)
MEASURE = Action(
    "readings.measure",
    gettext_lazy("Measure now"),
    OFFICE | LEADERS | {Role.DELIVERY_LEAD, Role.DEPARTMENT_HEAD},
)
ACTIONS = (SEE, MEASURE)


def visible_to(viewer: Viewer) -> QuerySet[ReadingRow]:
    """Filter the readings a viewer may see: all but those about an initiative that is closed to them."""
    seen = visible_initiatives(viewer).order_by().values("pk")
    return ReadingRow.objects.filter(~Q(subject_kind="initiative") | Q(subject_id__in=seen))
