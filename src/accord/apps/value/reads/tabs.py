"""The pages of one initiative's value as tabs: ledger, case, figures, what it caused, release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Tab:
    """One page of an initiative's value, as a tab."""

    label: str
    url: str
    active: bool
    count: int | None = None


# no viewer: addresses alone; each page asks who is looking
def tabs(initiative_id: int, active: str) -> list[Tab]:
    """List the tabs of an initiative; ``active`` is ledger, case, figures, effects or release."""
    return list(_tabs(initiative_id, active))


def _tabs(initiative_id: int, active: str) -> Iterator[Tab]:
    for code, name, label in (
        ("ledger", "initiative", _("Ledger")),
        ("case", "case", _("Case")),
        ("figures", "figures", _("Figures")),
        ("effects", "effects", _("What did it cause?")),
        ("release", "release", _("Release")),
    ):
        try:
            yield Tab(label, reverse(f"value:{name}", args=[initiative_id]), code == active)
        except NoReverseMatch:  # a subject without pages has no tab
            continue
