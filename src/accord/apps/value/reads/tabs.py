"""The pages of one initiative's value as tabs: ledger, case, figures, what it caused, release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from accord.apps.value.reads.deciding.doubts import Doubt, doubts_of


@dataclass(frozen=True)
class Tab:
    """One page of an initiative's value, as a tab."""

    label: str
    url: str
    active: bool
    count: int | None = None


class Tabs(list[Tab]):
    """The tabs of one initiative, with the challenges to its benefits: a doubt is shown wherever the benefit is."""

    doubts: tuple[Doubt, ...] = ()


# no viewer: each page has found the initiative as its viewer
def tabs(initiative_id: int, active: str) -> Tabs:
    """List the tabs of an initiative; ``active`` is ledger, case, figures, effects or release: one query."""
    pages = (
        ("ledger", "initiative", _("Ledger")),
        ("case", "case", _("Case")),
        ("figures", "figures", _("Figures")),
        ("effects", "effects", _("What did it cause?")),
        ("release", "release", _("Release")),
    )
    found = Tabs(_tabs(pages, active, [initiative_id]))
    if active != "release":  # which lists them itself
        found.doubts = doubts_of(initiative_id=initiative_id)
    return found


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
        ("classes", _("Finished work")),
    )
    return list(_tabs([(name, name, label) for name, label in names], active, []))


def _tabs(pages: Iterable[tuple[str, str, str]], active: str, args: Sequence[int]) -> Iterator[Tab]:
    for code, name, label in pages:
        try:
            yield Tab(label, reverse(f"value:{name}", args=args), code == active)
        except NoReverseMatch:  # a subject without pages has no tab
            continue
