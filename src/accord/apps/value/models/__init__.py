"""What this app keeps, one subject per file."""

from accord.apps.value.models.cases import Case, CaseVersion, Involvement, Line, Rate, Signature
from accord.apps.value.models.deciding import Budget, BudgetUse, Challenge, Release, Review, Stage
from accord.apps.value.models.effects import Claim, Comparison, Credit, Point, Series, Study
from accord.apps.value.models.ledger import Closing, Posting

__all__ = [
    "Budget",
    "BudgetUse",
    "Case",
    "CaseVersion",
    "Challenge",
    "Claim",
    "Closing",
    "Comparison",
    "Credit",
    "Involvement",
    "Line",
    "Point",
    "Posting",
    "Rate",
    "Release",
    "Review",
    "Series",
    "Signature",
    "Stage",
    "Study",
]
