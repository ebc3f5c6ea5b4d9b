"""P08.hidden — No difference that one side does not see.

Question: Where business and IT expect different things, do both know it?

Why it matters: A difference that both know can be decided. One that a side does not see goes on costing: each plan
makes sense to those who made it, and nobody asks.

Good example: IT expects winter, the business spring. Asked to guess, each names the other's month: they have a
disagreement, and it is on next week's agenda.

Bad example: The business is sure that IT, too, counts on spring. IT counts on winter and believes that everybody knows.

How it is computed: Each side says what it expects and guesses the other's likely value. On a question the sides differ
when their medians are more than three months, or more than 20 % of the median of both views pooled, apart; a side sees
a difference when its own median and its guess are as far apart. Hidden is a question on which they differ and at least
one side does not see it. For one initiative the figure is the share of its compared questions (payoff date, benefit,
cost) that are hidden, a fact; a gap opens as soon as one is, and closes when none is. For departments and the
organisation it is the share of compared initiatives with any, with Wilson's 95 % range. Questions without both
views or without the guesses that would tell count as unknown. Only the latest asking counts, and for 120 days. The
difference itself has a gap of its own: first tell each other, then decide.

What it cannot tell: Whether somebody guessed well or just guessed, and whether a side that knows of the difference has
told anybody. A guess just inside the limit counts as "does not see it".

Source: McLeod & Chaffee, American Behavioral Scientist 16(4), 1973 (coorientation); Benlian & Haffke, J. Strategic Inf.
Syst., 2016 (CEO and CIO stand closer than both believe); Wilson, JASA 22, 1927, for the range.
"""

from collections.abc import Iterator

from accord.practices.money.expectations import FORECASTS, NEEDS
from accord.practices.money.perceived import Sayings, perception_readings
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, SubjectKind
from accord.practices.words import gettext_noop as _
from accord.science.perception import SEES_NOT
from accord.tables import Snapshot

SAYINGS = Sayings(
    kind="hidden",
    wrong_if=SEES_NOT,
    none=_("No difference is hidden on {questions}."),
    business=_("The sides differ on {questions}, and the business does not see it."),
    it=_("The sides differ on {questions}, and IT does not see it."),
    both=_("The sides differ on {questions}, and neither of them sees it."),
    mixed=_("The sides differ on {questions}, and not both of them see it."),
)


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of hidden differences: of questions for each initiative, of initiatives for groups."""
    return perception_readings(PRACTICE, snapshot, scope, SAYINGS)


PRACTICE = Practice(
    code="P08.hidden",
    family=FORECASTS,
    slug="hidden-gap",
    title=_("Hidden gaps"),
    theme=FORECASTS.theme,
    question=_("Where business and IT expect different things, do both know it?"),
    tables=("initiatives", "forecasts"),
    uses=("departments", "outcomes"),
    counted=_("initiatives with views and guesses of both sides"),
    unit="share",
    better="down",
    threshold_open=0.2,
    open_reason=_("A difference that one side does not see cannot be settled; one in five is no longer a slip."),
    threshold_close=0.1,
    close_reason=_("Half of the opening threshold: in the end there should be none."),
    basis=Basis.FORMS,
    declared=True,
    finding=_("On {value} of the initiatives the sides differ without both seeing it; {threshold} is the most."),
    fact_opens=_("when one question of an initiative is hidden"),
    fact_closes=_("no question hidden"),
    move=_("Tell each other first: show both ranges and what they rest on. Then decide together."),
    sources=(
        "McLeod & Chaffee 1973, American Behavioral Scientist 16(4)",
        "Benlian & Haffke 2016, J. Strategic Inf. Syst.",
        "Wilson 1927, JASA 22",
    ),
    needs=NEEDS,
    own_gap_subjects=(SubjectKind.INITIATIVE,),
    measure=measure,
)
