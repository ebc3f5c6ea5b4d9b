"""How work like this turned out before: the house's own history first, else the published class; never a mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accord.apps.initiatives.models import Initiative
from accord.apps.ui.rules import Viewer
from accord.apps.value.reads.figures.own_history import OwnCase, own_cases
from accord.apps.value.rules.classes import ENOUGH, OWN, PUBLIC, PublicClass, public_class
from accord.science.value import ReferenceClass


@dataclass(frozen=True)
class ClassFound:
    """The class a plan is held against: of cost and of months, how many cases, where from, in one sentence."""

    cost: ReferenceClass | None
    months: ReferenceClass | None
    sentence: str
    is_own: bool
    n: int
    source: str
    notice: str


def reference_class(*, viewer: Viewer, initiative: Initiative | None = None, code: str = "") -> ClassFound:
    """Find the class for an initiative: 20 finished ones of the house or more, else the published one, marked thin.

    ``code`` chooses one (``own``, or the published one's). No initiative is held against itself. At most eight queries.
    """
    if code != PUBLIC:
        cases = own_cases(viewer=viewer, but=initiative.pk if initiative else None)
        own = of_own(cases)
        if own.cost is not None or code == OWN:
            return own
    return of_public(public_class())


# no viewer: ratios alone, nobody and nothing is named
def of_own(cases: Sequence[OwnCase]) -> ClassFound:
    """Make the class of the house's own history; without enough cases there is none."""
    costs = [ratio for one in cases if (ratio := one.cost_ratio) is not None]
    months = [ratio for one in cases if (ratio := one.months_ratio) is not None]
    source = _("finished initiatives of this house")
    if len(costs) < ENOUGH:
        sentence = _("Only %(n)s finished initiatives of this house say what they cost and what was first estimated; %(needed)s are needed.")  # fmt: skip
    else:
        sentence = _("Held against %(n)s finished initiatives of this house: what each cost, by its first estimate.")
    return ClassFound(
        cost=_class(OWN, costs, source),
        months=_class(OWN, months, source),
        sentence=sentence % {"n": len(costs), "needed": ENOUGH},
        is_own=True,
        n=len(costs),
        source=source,
        notice="",
    )


# no viewer: it is published
def of_public(found: PublicClass) -> ClassFound:
    """Make the class that ships with Accord; it is thin, because it is nobody's own history."""
    return ClassFound(
        cost=_class(found.code, [one.ratio for one in found.costs], found.title, is_thin=True),
        months=_class(found.code, [one.ratio for one in found.times], found.title, is_thin=True),
        sentence=_(
            "This house has fewer than %(needed)s finished initiatives to compare with, so plans are held against %(n)s "
            "British government projects: thin evidence."
        )
        % {"needed": ENOUGH, "n": len(found.costs)},
        is_own=False,
        n=len(found.costs),
        source=found.title,
        notice=found.notice,
    )


def _class(code: str, ratios: Sequence[float], source: str, *, is_thin: bool = False) -> ReferenceClass | None:
    if len(ratios) < ENOUGH:
        return None
    return ReferenceClass(code=code, ratios=tuple(sorted(ratios)), n=len(ratios), source=source, is_thin=is_thin)
