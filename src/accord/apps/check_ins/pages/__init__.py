"""Pages of check-ins."""

from accord.apps.check_ins.pages.following import acknowledgement, cancellation, correction, handing_over
from accord.apps.check_ins.pages.links import acknowledge_by_link, by_link
from accord.apps.check_ins.pages.listing import check_in, check_ins
from accord.apps.check_ins.pages.series import edit_series, ending, one_series, resuming, series, start_series
from accord.apps.check_ins.pages.signing import sign_here, signing_page

__all__ = [
    "acknowledge_by_link", "acknowledgement", "by_link", "cancellation", "check_in", "check_ins", "correction",
    "edit_series", "ending", "handing_over", "one_series", "resuming", "series", "sign_here", "signing_page",
    "start_series",
]  # fmt: skip
