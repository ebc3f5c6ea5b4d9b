"""P08.benefit — Both sides expect the same benefit.

Question: How far apart are business and IT on what an initiative brings in a year?

Why it matters: The benefit is why the money was given. If the side that builds expects half of what the side that pays
expects, somebody will be disappointed on the day it works as built.

Good example: Both sides were asked without seeing each other. Operations says 400,000 a year, IT 420,000, and both
ranges begin at 300,000: they count the same hours saved.

Bad example: The business case says two million. IT, asked for the first time, says 300,000, because it knows that only
one of the six sites has the data.

How it is computed: Each side gives the yearly benefit of a normal year in use: the value undercut one time in ten, the
likely one, and the one exceeded one time in ten; a distribution is laid through the three, with nothing below zero.
Several answers of one side are pooled with equal weight. For one initiative the figure is the difference of the two
medians, divided by the median of both views pooled: a fact without a range. It is out of step beyond 20 %, whoever
expects more. Beside it stand the share the distributions have in common, their mean distance, and the chance that the
business's value is the lower. Only the latest asking counts, and for 120 days. For departments and the organisation it
is the median of these shares with a 95 % range: information, not a gap of its own. What is over, or whose benefit has
been measured meanwhile, no longer counts.

What it cannot tell: Who is right, whether the benefit is wanted, and whether both sides count the same things in it: ask
them what is in their number. A sum of many small differences can hide behind a small median.

Source: Keelin, Decision Analysis 13(4), 2016 (metalog); Stone, Ann. Math. Statist. 32, 1961 (linear pool); Benlian &
Haffke, J. Strategic Inf. Syst., 2016; Hahn & Meeker 1991 for the range of the median. One fifth is a choice of this
house.
"""

from collections.abc import Iterator

from accord.practices.money.apart import Sayings, gap_readings
from accord.practices.money.expectations import FORECASTS, NEEDS
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, SubjectKind
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot

SAYINGS = Sayings(
    question="benefit",
    same=_("Both sides expect about the same benefit a year."),
    business=_("Business expects {size} more benefit a year than IT does."),
    business_special=_("Business expects a benefit, IT expects none."),
    it=_("IT expects {size} more benefit a year than the business does."),
    it_special=_("IT expects a benefit, the business expects none."),
    neither=_("Neither side said what it brings in a year."),
    no_business=_("Nobody said for the business what it brings in a year."),
    no_it=_("Nobody said for IT what it brings in a year."),
    who=_("The business expects more in {business} of them, IT in {it}."),
)


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield how far the sides are apart on the yearly benefit of each initiative, and the median for groups."""
    return gap_readings(PRACTICE, snapshot, scope, SAYINGS)


PRACTICE = Practice(
    code="P08.benefit",
    family=FORECASTS,
    slug="benefit-gap",
    title=_("Benefit, both views"),
    theme=FORECASTS.theme,
    question=_("How far apart are business and IT on what an initiative brings in a year?"),
    tables=("initiatives", "forecasts"),
    uses=("departments", "outcomes"),
    counted=_("initiatives with fresh views of both sides"),
    unit="ratio",
    better="down",
    threshold_open=0.2,
    open_reason=_("Beyond a fifth, a case that pays for the one side may not pay for the other."),
    threshold_close=0.15,
    close_reason=_("A little below the opening threshold, so that a small change of mind does not make it flicker."),
    basis=Basis.FORMS,
    declared=True,
    finding=_(
        "On half of the initiatives the sides are {value} or more apart on the benefit; {threshold} is the most."
    ),
    move=_(
        "Go through the benefit together, finance in the lead: what is counted, from when on, and how it is measured."
    ),
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
