"""Where the thing can be done that a gap about money asks for."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.gaps.models import Gap
from accord.apps.ui.rules import Viewer
from accord.apps.value.permissions import visible_to

OF_ONE = {  # by practice: the page of the initiative's value, and what the link says
    "P07": ("value:case", gettext_noop("Open its case")),
    "P09": ("value:effects", gettext_noop("Say which number it moves")),
    "P09.case": ("value:case", gettext_noop("Open its case")),
    "P09.ranges": ("value:case", gettext_noop("Open its case")),
    "P09.loss": ("value:figures", gettext_noop("Open its figures")),
    "P09.proof": ("value:effects", gettext_noop("See what it caused")),
    "P10": ("value:release", gettext_noop("Plan or hold its review")),
    "P33.class": ("value:figures", gettext_noop("Open its figures")),
}
OF_ALL = {
    "P07": ("value:ledger", gettext_noop("Open the ledger")),
    "P09": ("value:ledger", gettext_noop("Open the ledger")),
    "P09.double": ("value:double", gettext_noop("See who claims what")),
    "P10": ("value:reviews", gettext_noop("See all reviews")),
    "P11": ("value:budgets", gettext_noop("See what is set aside")),
}


@dataclass(frozen=True)
class Place:
    """A page where something can be done about a gap."""

    label: str
    url: str


def place_of(*, viewer: Viewer, gap: Gap) -> Place | None:
    """Give the page where a gap about money is worked on, if its money is open to the viewer: one query at most."""
    if gap.subject_kind == "initiative" and gap.practice in OF_ONE:
        if not visible_to(viewer).filter(pk=gap.subject_id).exists():
            return None
        name, label = OF_ONE[gap.practice]
        return Place(_(label), reverse(name, args=[gap.subject_id]))
    if gap.practice in OF_ALL:
        name, label = OF_ALL[gap.practice]
        return Place(_(label), reverse(name))
    return None
