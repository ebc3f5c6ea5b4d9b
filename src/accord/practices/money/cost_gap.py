"""P08.cost — Both sides expect about the same cost.

Question: How far apart are business and IT on what an initiative costs in total?

Why it matters: The side that thinks it cheap asks for more of it; the side that knows it dear looks for a way out. A
difference over cost is mostly a difference over what belongs to the work: data, training, the people who must change.

Good example: Both sides say about 800,000, and both wrote down that a third of it is the time of the people who try it.

Bad example: The business has 200,000 in mind, the price of the licence. IT has 600,000 in mind, with the interfaces. They
learn of it in the third month.

How it is computed: Each side gives all money spent from the first day until normal use, people's time included: the
value undercut one time in ten, the likely one, and the one exceeded one time in ten; a distribution is laid through the
three, with nothing below zero. Several answers of one side are pooled with equal weight. For one initiative the figure
is the difference of the two medians, divided by the median of both views pooled: a fact without a range. It is out of
step beyond 20 %, whoever expects more. Beside it stand the share the distributions have in common, their mean distance,
and the chance that the business's value is the lower. Only the latest asking counts, and for 120 days. For departments
and the organisation it is the median of these shares with a 95 % range: information, not a gap of its own. What is over,
or whose cost is closed meanwhile, no longer counts.

What it cannot tell: Who is right. Costs of this kind overrun by far now and then: of 5,392 projects the worst had no
usable average (Flyvbjerg et al. 2022), so two sides that agree may both be too low.

Source: Keelin, Decision Analysis 13(4), 2016 (metalog); Stone, Ann. Math. Statist. 32, 1961 (linear pool); Flyvbjerg et
al., J. MIS 39(3), 2022; Hahn & Meeker 1991 for the range of the median. One fifth is a choice of this house.
"""

from collections.abc import Iterator

from accord.practices.money.apart import Sayings, gap_readings
from accord.practices.money.expectations import FORECASTS, NEEDS
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, SubjectKind
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot

SAYINGS = Sayings(
    question="cost",
    same=_("Both sides expect about the same cost."),
    business=_("Business expects it to cost {size} more than IT does."),
    business_special=_("Business expects it to cost something, IT expects no cost."),
    it=_("IT expects it to cost {size} more than the business does."),
    it_special=_("IT expects it to cost something, the business expects no cost."),
    neither=_("Neither side said what it costs in total."),
    no_business=_("Nobody said for the business what it costs in total."),
    no_it=_("Nobody said for IT what it costs in total."),
    who=_("The business expects more in {business} of them, IT in {it}."),
)


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield how far the sides are apart on the cost of each initiative, and the median for groups."""
    return gap_readings(PRACTICE, snapshot, scope, SAYINGS)


PRACTICE = Practice(
    code="P08.cost",
    family=FORECASTS,
    slug="cost-gap",
    title=_("Cost, both views"),
    theme=FORECASTS.theme,
    question=_("How far apart are business and IT on what an initiative costs in total?"),
    tables=("initiatives", "forecasts"),
    uses=("departments", "outcomes"),
    counted=_("initiatives with fresh views of both sides"),
    unit="ratio",
    better="down",
    threshold_open=0.2,
    open_reason=_("Beyond a fifth, the two sides are speaking of different work."),
    threshold_close=0.15,
    close_reason=_("A little below the opening threshold, so that a small change of mind does not make it flicker."),
    basis=Basis.FORMS,
    declared=True,
    finding=_("On half of the initiatives the sides are {value} or more apart on the cost; {threshold} is the most."),
    move=_("Get an estimate from somebody outside, from what similar work really cost, and lay both views beside it."),
    sources=(
        "Keelin 2016, Decision Analysis 13(4)",
        "Stone 1961, Ann. Math. Statist. 32",
        "Flyvbjerg et al. 2022, J. MIS 39(3)",
        "Hahn & Meeker 1991",
    ),
    needs=NEEDS,
    own_gap_subjects=(SubjectKind.INITIATIVE,),
    measure=measure,
)
