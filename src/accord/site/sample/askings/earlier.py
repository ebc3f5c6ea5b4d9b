"""What was asked soon after approval, of initiatives whose costs, benefits and payoffs are known by now.

IT is too sure of its own costs and dates, the business allows for more; their likely values lie close together.
"""

from __future__ import annotations

from accord.site.sample.askings.views import Asking, SideName, Three, View
from accord.site.sample.works import CLAIMS_GOAL, CONTACT_GOAL, WORKS

Shares = tuple[float, float, float]
WIDE, NARROW = (0.84, 0.98, 1.22), (0.82, 0.87, 0.91)  # of the planned cost, as the business and IT see it
WIDE_LATE, NARROW_LATE = (0.98, 1.14, 1.38), (0.92, 0.98, 1.04)  # where more is spent than planned
CAREFUL, HOPEFUL = (0.70, 0.88, 1.06), (0.86, 0.96, 1.06)  # of the planned benefit
FAIR = (0.92, 0.99, 1.07)  # the one cost that IT saw well
CERTAIN = (0.96, 1.0, 1.05)
PLANS = {work.title: (work.planned_cost, work.planned_benefit) for work in WORKS}
LIVE = ("Claims triage", "Damage photo reading", "Fraud hints", "Call summaries", "Answer finder")
EARLIER_GOALS = (CLAIMS_GOAL, CONTACT_GOAL)
PLANS |= {  # a goal's plan is that of the initiatives that began with it
    goal: (sum(PLANS[one.title][0] for one in some), sum(PLANS[one.title][1] for one in some))
    for goal in EARLIER_GOALS
    for some in [[work for work in WORKS if work.title in LIVE and work.goal == goal]]
}
FINANCE = ("Miriam Costa",)


def _asked(
    title: str, days_ago: int, business: tuple[str, ...], it: tuple[str, ...], payoff: tuple[Three, Three], *,
    cost: tuple[Shares, Shares] = (WIDE, NARROW), benefit: tuple[Shares, Shares] = (CAREFUL, HOPEFUL),
    because: tuple[str, str] = ("", ""), finance: Three | None = None,
) -> Asking:  # fmt: skip
    """Say what both sides expected as months and as shares of the plan; each guesses the other's likely value well."""
    plan_cost, plan_benefit = PLANS[title]
    costs = [_of(plan_cost, shares) for shares in cost]
    benefits = [_of(plan_benefit, shares) for shares in benefit]
    sides: tuple[tuple[SideName, tuple[str, ...]], ...] = (("business", business), ("it", it))
    views = [
        View(
            side, people, payoff[one], benefits[one], costs[one],
            (payoff[1 - one][1], benefits[1 - one][1], costs[1 - one][1]),
            because={"payoff": (because[one],)} if because[one] else {},
        )
        for one, (side, people) in enumerate(sides)
    ]  # fmt: skip
    if finance:
        views.append(View("finance", FINANCE, finance, benefits[0], costs[0]))
    return Asking(title, "Clara Weiss", days_ago, 9, tuple(views))


def _of(plan: int, shares: Shares) -> Three:
    low, likely, high = (round(plan * share / 1_000) for share in shares)
    return low, likely, high


EARLIER: tuple[Asking, ...] = (
    _asked(
        "Churn early warning", 508, ("Lars Winter", "Viktor Sand"), ("Mei Tanaka", "Priya Nair"),
        ((9, 14, 22), (10, 13, 16)), cost=(WIDE_LATE, NARROW_LATE),
        because=("We will know it when members stay.", "The data are there; the rest is work we have done before."),
    ),
    _asked(
        "Claims triage", 500, ("Nadia Brandt", "Tomas Reuter"), ("Ruth Adeyemi", "Priya Nair"),
        ((8, 10, 15), (7, 8, 9)), finance=(8, 12, 18),
        because=(
            "The teams have to learn to trust the list; I allow for half a year.",
            "We have sorted claims by hand rules before. Six months, one more to be safe.",
        ),
    ),
    _asked(
        "Call summaries", 488, ("Omar Feld", "Tomas Reuter"), ("Hugo Maier", "Mei Tanaka"),
        ((7, 9, 13), (6, 7, 8)), cost=(WIDE, FAIR), benefit=((0.95, 1.05, 1.20), CERTAIN),
        because=("Every agent saves a minute a call, from the first day.", "The supplier has done this ten times."),
    ),
    _asked(
        "Audience builder", 470, ("Bea Okafor", "Viktor Sand"), ("Samir Haddad", "Hugo Maier"),
        ((10, 15, 22), (11, 14, 16)), cost=(WIDE_LATE, NARROW_LATE),
    ),
    _asked(
        "Damage photo reading", 462, ("Nadia Brandt", "Tomas Reuter"), ("Mei Tanaka", "Priya Nair"),
        ((8, 10, 15), (7, 8, 9)), benefit=(CAREFUL, CERTAIN), finance=(9, 13, 20),
        because=("The workshops have to agree first.", "The model is ready; photos we have by the million."),
    ),
    _asked(
        "Fraud hints", 437, ("Nadia Brandt",), ("Samir Haddad", "Priya Nair"), ((7, 10, 14), (6, 7, 8)),
        because=("Handlers look twice at first, and that takes time.", "Rules first, the model in the second month."),
    ),
    _asked(
        "Answer finder", 410, ("Omar Feld",), ("Hugo Maier", "Ruth Adeyemi"), ((9, 12, 17), (8, 9, 11)),
    ),
    _asked(
        "Roof age from the air", 452, ("Signe Lund",), ("Hugo Maier", "Samir Haddad"), ((8, 10, 15), (7, 8, 9)),
        because=("If the photos are good enough.", "Roofs are easy: they do not move."),
    ),
    _asked(
        CLAIMS_GOAL, 450, ("Tomas Reuter", "Nadia Brandt"), ("Jonas Berg", "Priya Nair"), ((8, 11, 16), (6, 7, 8)),
    ),
    _asked(
        CONTACT_GOAL, 405, ("Omar Feld", "Tomas Reuter"), ("Priya Nair", "Mei Tanaka"), ((7, 10, 14), (5, 6, 7)),
        benefit=((0.92, 1.02, 1.18), HOPEFUL),
    ),
    _asked(
        "Reasons for refusals", 318, ("Signe Lund", "Tomas Reuter"), ("Ruth Adeyemi", "Priya Nair"),
        ((12, 15, 20), (13, 14, 15)),
        because=("Each reason is read by a lawyer for the first year.", "The texts exist; we only put them together."),
    ),
    _asked(
        "Month-end checks", 271, ("Tomas Reuter",), ("Samir Haddad", "Jonas Berg"), ((10, 13, 18), (11, 12, 13)),
        finance=(9, 12, 17),
    ),
)  # fmt: skip
