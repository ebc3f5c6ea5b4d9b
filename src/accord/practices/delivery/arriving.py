"""What the measures of P33 have in common."""

from accord.practices.family import Family
from accord.practices.words import gettext_noop as _

ARRIVING = Family(
    code="P33",
    title=_("From approval to use"),
    theme=_("Delivery and trust"),
    question=_("How long does it take from approval to use, and do plans reckon with what such work came to before?"),
    why=_(
        "Leaders hear how fast and how cheap the finished ones were and plan with that. What was started and what similar work "
        "really came to gives figures that both sides can plan with."
    ),
)
