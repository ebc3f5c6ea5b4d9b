"""What the pictures of expectations say, translated: once for months, once for amounts."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accord.apps.ui.charts import MirrorWords, MovementWords, RangeWords


def mirror_words(*, months: bool) -> MirrorWords:
    """Give every sentence of `mirrored_chart`, for months or for amounts."""
    low, likely, high = _headers(months=months)
    return MirrorWords(
        expects=_("%(side)s expects %(value)s"),
        between=_("8 in 10: %(low)s to %(high)s"),
        alike=_("8 in 10: %(value)s"),
        exact=_("without a range"),
        missing=_("%(side)s has not answered"),
        thinks=_("%(by)s thinks %(about)s expects %(value)s"),
        together=_("Both together: %(low)s to %(high)s"),
        happened=_("It happened: %(value)s") if months else _("It was %(value)s"),
        gap=_("Between the two: %(gap)s"),
        never=_("never"),
        below=_("%(share)s earlier than %(value)s") if months else _("%(share)s less than %(value)s"),
        above=_("%(share)s later than %(value)s") if months else _("%(share)s more than %(value)s"),
        raised=_("drawn higher than to scale"),
        headers=(_("Side"), low, likely, high),
        never_header=_("Never"),
        notes_header=_("About the picture"),
        guess_row=_("%(by)s about %(about)s"),
        joint_row=_("Both together"),
        outcome_row=_("What happened"),
        gap_row=_("Between the two"),
    )


def movement_words(*, months: bool) -> MovementWords:
    """Give every sentence of `movement_chart`, for months or for amounts."""
    return MovementWords(
        expects=_("%(side)s expects %(value)s"),
        gap=_("Between the two: %(gap)s"),
        headers=(_("Round"), _("Day"), _("Side"), *_headers(months=months)),
    )


def range_words(*, months: bool) -> RangeWords:
    """Give every sentence of `range_picture`, for months or for amounts."""
    return RangeWords(
        low=_("1 in 10 that it is earlier") if months else _("1 in 10 that it is less"),
        likely=_("as likely earlier as later") if months else _("as likely less as more"),
        high=_("1 in 10 that it is later") if months else _("1 in 10 that it is more"),
        exact=_("No range: nothing else seems possible"),
        dots=_("Each dot is one of ten equally likely cases"),
        headers=(_("What it means"), _("Value")),
    )


def _headers(*, months: bool) -> tuple[str, str, str]:
    if months:
        return _("1 in 10 earlier"), _("Likely"), _("1 in 10 later")
    return _("1 in 10 less"), _("Likely"), _("1 in 10 more")
