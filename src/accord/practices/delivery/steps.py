"""What the measures of P31 have in common."""

from accord.practices.family import Family
from accord.practices.words import gettext_noop as _

STEPS = Family(
    code="P31",
    title=_("Small steps, and dates that hold"),
    theme=_("Delivery and trust"),
    question=_("Is there something to see every few weeks, and will the day that was named hold?"),
    why=_(
        "Trust grows from things people have seen working, and from days that hold. The pace of small steps says both: "
        "whether there is something to look at, and when the rest will be done."
    ),
)
