"""The name and address of what a round is about; whoever may see a round may read its title."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.expectations.rules.words import GOAL, INITIATIVE, PORTFOLIO
from accord.apps.goals.models import Goal
from accord.apps.initiatives.models import Initiative


class AboutSomething(Protocol):
    """A record that names its subject: a round or an outcome."""

    pk: int
    about_kind: str
    about_id: int


# no viewer: titles go with rounds, which are found for a viewer
def subject_titles(*, rounds: Iterable[AboutSomething]) -> dict[int, str]:
    """Name the subjects of rounds (or outcomes) by the record's id: at most two queries."""
    rows = list(rounds)
    wanted = {kind: {row.about_id for row in rows if row.about_kind == kind} for kind in (INITIATIVE, GOAL)}
    names: dict[tuple[str, int], str] = {}
    for kind, model in ((INITIATIVE, Initiative), (GOAL, Goal)):
        if wanted[kind]:
            found = model._default_manager.filter(pk__in=wanted[kind]).order_by().values_list("pk", "title")
            names.update({(kind, pk): title for pk, title in found})
    return {row.pk: names.get((row.about_kind, row.about_id), whole_portfolio()) for row in rows}


# no viewer: a name
def whole_portfolio() -> str:
    """Name the portfolio as a whole."""
    return _("The whole AI portfolio")


# no viewer: an address
def subject_url(*, kind: str, number: int) -> str:
    """Give the page of a subject; the portfolio's is the overview of expectations."""
    if kind == PORTFOLIO:
        return reverse("expectations:expectations")
    return reverse("initiatives:initiative" if kind == INITIATIVE else "goals:goal", args=[number])


# no viewer: an address
def ask_url(*, kind: str, number: int) -> str:
    """Give the address where a round about a subject is opened."""
    return f"{reverse('expectations:make_round')}?about={about_words(kind=kind, number=number)}"


# no viewer: an address
def record_url(*, kind: str, number: int) -> str:
    """Give the address where an outcome of a subject is recorded."""
    return f"{reverse('expectations:record_outcome')}?about={about_words(kind=kind, number=number)}"


# no viewer: how a subject stands in an address
def about_words(*, kind: str, number: int) -> str:
    """Write a subject as an address does: ``initiatives.initiative:7``; the portfolio as ``organisation``."""
    return kind if kind == PORTFOLIO else f"{kind}:{number}"
