"""P08.dates — Both sides expect it to pay off at the same time.

Question: How far apart are business and IT on when an initiative pays off?

Why it matters: Money, people and patience are planned around that month. If one side waits for it in spring and the
other in winter, the first calls the same plan late that the second calls on time.

Good example: Asked without seeing each other, sales says "between June and November, likely August" and IT says "between
July and December, likely September". A month apart, each range holds the other's likely month.

Bad example: The business counts on spring. IT never thought of anything before winter, told nobody because nobody asked,
and in May the project is called a failure.

How it is computed: Each side says the month that comes too early one time in ten, the likely one, and the one that comes
too late one time in ten; a distribution is laid through the three (a metalog, else two halves of a normal; the method is
named). Several answers of one side are pooled with equal weight. For one initiative the figure is the difference of the
two medians in months, a fact without a range; beside it stand the mean distance of the middle 80 %, the mean distance of
the whole distributions (Wasserstein-1), the share they have in common, the chance that the business's month comes first,
and each side's chance that it never pays off. It is out of step beyond three months, whoever is earlier. Only the
latest asking counts, and for 120 days; a side that did not answer stays missing. For departments and the organisation it is the median
of these differences with a 95 % range: information, not a gap of its own. What is over, or has paid off meanwhile, no
longer counts.

What it cannot tell: Who is right. Whether the sides mean the same by "pays off", unless they read the definition they
were asked with: the first month in which all it has brought is at least all it has cost. Ranges that people give are
mostly too narrow. Askings about a goal or the whole portfolio are shown where they were asked and not measured here.

Source: Keelin, Decision Analysis 13(4), 2016 (metalog); Stone, Ann. Math. Statist. 32, 1961 (linear pool); Benlian &
Haffke, J. Strategic Inf. Syst., 2016 (what CEO and CIO believe of each other); Hahn & Meeker 1991 for the range of the
median. Three months is a choice of this house: a quarter is what budgets are cut in.
"""

from collections.abc import Iterator

from accord.practices.money.apart import Sayings, gap_readings
from accord.practices.money.expectations import FORECASTS, NEEDS
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, SubjectKind
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot

SAYINGS = Sayings(
    question="payoff",
    same=_("Both sides expect it to pay off in the same month."),
    business=_("Business expects it to pay off {size} months before IT does."),
    business_special=_("Business expects it to pay off a month before IT does."),
    it=_("IT expects it to pay off {size} months before the business does."),
    it_special=_("IT expects it to pay off a month before the business does."),
    neither=_("Neither side said when it pays off."),
    no_business=_("Nobody said for the business when it pays off."),
    no_it=_("Nobody said for IT when it pays off."),
    who=_("The business expects the earlier month in {business} of them, IT in {it}."),
)


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield how many months the sides are apart on each initiative, and the median for groups."""
    return gap_readings(PRACTICE, snapshot, scope, SAYINGS)


PRACTICE = Practice(
    code="P08.dates",
    family=FORECASTS,
    slug="payoff-date-gap",
    title=_("Payoff date, both views"),
    theme=FORECASTS.theme,
    question=_("How far apart are business and IT on when an initiative pays off?"),
    tables=("initiatives", "forecasts"),
    uses=("departments", "outcomes"),
    counted=_("initiatives with fresh views of both sides"),
    unit="months",
    better="down",
    threshold_open=3,
    open_reason=_("A quarter: beyond it the two sides plan with different budgets."),
    threshold_close=2,
    close_reason=_("A month below the opening threshold, so that a small change of mind does not make it flicker."),
    basis=Basis.FORMS,
    declared=True,
    finding=_("On half of the initiatives the sides are {value} months or more apart; {threshold} is the most."),
    move=_("Forecast it again together, write down what the difference rested on, and agree on one range."),
    sources=(
        "Keelin 2016, Decision Analysis 13(4)",
        "Stone 1961, Ann. Math. Statist. 32",
        "Benlian & Haffke 2016, J. Strategic Inf. Syst.",
        "Hahn & Meeker 1991",
    ),
    needs=NEEDS,
    own_gap_subjects=(SubjectKind.INITIATIVE,),
    measure=measure,
)
