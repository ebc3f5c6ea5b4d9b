"""The pages of one initiative's value as tabs: ledger, case, figures, what it caused, release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    pages = (
        ("ledger", "initiative", _("Ledger")),
        ("case", "case", _("Case")),
        ("figures", "figures", _("Figures")),
        ("effects", "effects", _("What did it cause?")),
        ("release", "release", _("Release")),
    )
    return list(_tabs(pages, active, [initiative_id]))


# no viewer: see tabs
def places(active: str) -> list[Tab]:
    """List the places of value that are about all initiatives; ``active`` is the name of the place's address."""
    names = (
        ("ledger", _("Ledger")),
        ("postings", _("Postings")),
        ("months", _("Months")),
        ("rates", _("Rates")),
        ("series", _("Series")),
        ("double", _("Claimed twice")),
        ("challenges", _("Challenges")),
        ("reviews", _("Reviews")),
        ("budgets", _("Research")),
    )
    return list(_tabs([(name, name, label) for name, label in names], active, []))


def _tabs(pages: Iterable[tuple[str, str, str]], active: str, args: Sequence[int]) -> Iterator[Tab]:
    for code, name, label in pages:
        try:
            yield Tab(label, reverse(f"value:{name}", args=args), code == active)
        except NoReverseMatch:  # a subject without pages has no tab
            continue
