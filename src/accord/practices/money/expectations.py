"""What all measures of the two sides' forecasts have in common."""

from accord.practices.family import Family
from accord.practices.words import gettext_noop as _

FORECASTS = Family(
    code="P08",
    title=_("Both sides' forecasts"),
    theme=_("Money and value"),
    question=_("Do business and IT expect the same of an initiative, do they know it, and were they right?"),
    why=_(
        "Each side plans with its own picture of when an initiative pays off, what it brings and what it costs. As long as "
        "nobody lays the pictures side by side, a difference is found when it has become dear. Both sides answer without "
        "seeing each other, and both answers are revealed together."
    ),
)
NEEDS = {
    "initiatives": _("Import the initiatives or add them one by one."),
    "forecasts": _(
        "Ask business and IT what they expect, on the page of the initiative; their answers count once they are revealed."
    ),
}
