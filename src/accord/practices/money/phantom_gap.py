"""P08.phantom — No difference that is not there.

Question: Where business and IT expect the same, do both know it?

Why it matters: People guard themselves against a dispute that does not exist: they pad, they ask for one more paper, they
keep the other side out. It takes one talk to end it, and nobody holds that talk because everybody knows how it would go.

Good example: Both sides expect about 400,000 a year, and each guessed that the other would say so.

Bad example: Both expect the autumn. The business is convinced that IT thinks of next year, and has begun to look for
another supplier.

How it is computed: Each side says what it expects and guesses the other's likely value. On a question the sides agree
when their medians are at most three months, or at most 20 % of the median of both views pooled, apart; a side sees a
difference when its own median and its guess are farther apart than that. Phantom is a question on which they agree and
at least one side sees a difference. For one initiative the figure is the share of its compared questions (payoff date,
benefit, cost) that are phantoms, a fact; a gap opens as soon as one is, and closes when none is. For departments and
the organisation it is the share of compared initiatives with any, with Wilson's 95 % range. Questions without both views
or without the guesses that would tell count as unknown. Only the latest asking counts, and for 120 days.

What it cannot tell: Why a side believes it. A dispute over something else, an old story, or a careless guess look the
same here.

Source: McLeod & Chaffee, American Behavioral Scientist 16(4), 1973 (coorientation); Benlian & Haffke, J. Strategic Inf.
Syst., 2016 (CEO and CIO stand closer than both believe); Wilson, JASA 22, 1927, for the range.
"""

from collections.abc import Iterator

from accord.practices.money.expectations import FORECASTS, NEEDS
from accord.practices.money.perceived import Sayings, perception_readings
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, SubjectKind
from accord.practices.words import gettext_noop as _
from accord.science.perception import SEES
from accord.tables import Snapshot

SAYINGS = Sayings(
    kind="phantom",
    wrong_if=SEES,
    none=_("Nobody sees a difference that is not there on {questions}."),
    business=_("The sides agree on {questions}, but the business believes that they do not."),
    it=_("The sides agree on {questions}, but IT believes that they do not."),
    both=_("The sides agree on {questions}, but both believe that they do not."),
    mixed=_("The sides agree on {questions}, but not both of them know it."),
)


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of differences that are none: of questions for each initiative, of initiatives for groups."""
    return perception_readings(PRACTICE, snapshot, scope, SAYINGS)


PRACTICE = Practice(
    code="P08.phantom",
    family=FORECASTS,
    slug="phantom-gap",
    title=_("Phantom gaps"),
    theme=FORECASTS.theme,
    question=_("Where business and IT expect the same, do both know it?"),
    tables=("initiatives", "forecasts"),
    uses=("departments", "outcomes"),
    counted=_("initiatives with views and guesses of both sides"),
    unit="share",
    better="down",
    threshold_open=0.2,
    open_reason=_("If one in five disputes is imagined, the sides have stopped asking each other."),
    threshold_close=0.1,
    close_reason=_("Half of the opening threshold: in the end there should be none."),
    basis=Basis.FORMS,
    declared=True,
    finding=_("On {value} of the initiatives a side sees a difference that is not there; {threshold} is the most."),
    fact_opens=_("when a side sees a difference that is not there on one question of an initiative"),
    fact_closes=_("no such question"),
    move=_("Meet and clear it up: lay both answers on the table. You expect the same and believe that you do not."),
    sources=(
        "McLeod & Chaffee 1973, American Behavioral Scientist 16(4)",
        "Benlian & Haffke 2016, J. Strategic Inf. Syst.",
        "Wilson 1927, JASA 22",
    ),
    needs=NEEDS,
    own_gap_subjects=(SubjectKind.INITIATIVE,),
    measure=measure,
)
