"""What all measures of P09 have in common."""

from accord.practices.family import Family
from accord.practices.words import gettext_noop as _

VALUE = Family(
    code="P09",
    title=_("Technology tied to value"),
    theme=_("Money and value"),
    question=_("Is it known what each initiative should move, by how much and how surely, and did it?"),
    why=_(
        "Money goes to what can be told well, unless somebody says beforehand which number should move, signs for it, and "
        "looks afterwards whether it moved, and whether it would have moved anyway."
    ),
)
NEEDS = {
    "initiatives": _("Import the initiatives or add them one by one."),
    "cases": _("Write a case on the page of the initiative; it takes ranges, a measure and three signatures."),
    "claims": _("Say on the page of the initiative which series it moves, from when on and by how much."),
    "measures": _("Give each goal a measure with today's value, a target, a unit and a source."),
}
