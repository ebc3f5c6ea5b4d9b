"""Addresses of check-ins; a change of state is a thing."""

from __future__ import annotations

from accord.apps.check_ins import pages
from accord.apps.check_ins.permissions import ACKNOWLEDGE, CANCEL, HAND_OVER, SEE, SET_UP, SIGN
from accord.apps.ui.permissions import PUBLIC, route

app_name = "check_ins"
HERE, SERIES = "<int:check_in_id>/", "series/<int:series_id>/"

urlpatterns = [
    route("", pages.check_ins, name="check_ins", action=SEE),
    route("series/", pages.series, name="series", action=SEE),
    route("series/new/", pages.start_series, name="start_series", action=SET_UP),
    route(SERIES, pages.one_series, name="one_series", action=SEE),
    route(f"{SERIES}edit/", pages.edit_series, name="edit_series", action=SET_UP),
    route(f"{SERIES}ending/", pages.ending, name="ending", action=SET_UP),
    route(f"{SERIES}resuming/", pages.resuming, name="resuming", action=SET_UP),
    route("by-link/<str:token>/", pages.by_link, name="by_link", action=PUBLIC),
    route("acknowledge-by-link/<str:token>/", pages.acknowledge_by_link, name="acknowledge_by_link", action=PUBLIC),
    route(HERE, pages.check_in, name="check_in", action=SEE),
    route(f"{HERE}signing/", pages.signing_page, name="signing", action=SIGN),
    route(f"{HERE}signing/here/", pages.sign_here, name="sign_here", action=SIGN),
    route(f"{HERE}acknowledgement/", pages.acknowledgement, name="acknowledgement", action=ACKNOWLEDGE),
    route(f"{HERE}correction/", pages.correction, name="correction", action=SIGN),
    route(f"{HERE}handing-over/", pages.handing_over, name="handing_over", action=HAND_OVER),
    route(f"{HERE}cancellation/", pages.cancellation, name="cancellation", action=CANCEL),
]
