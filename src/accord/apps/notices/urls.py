"""Addresses of notices, and of the links in mails."""

from __future__ import annotations

from accord.apps.notices.pages import following, links, listing, wishing
from accord.apps.notices.permissions import OWN, REACH
from accord.apps.ui.permissions import PUBLIC, route

app_name = "notices"

urlpatterns = [
    route("", listing.notices, name="notices", action=OWN),
    route("reading/", listing.reading, name="reading", action=OWN),
    route("settings/", wishing.settings, name="settings", action=OWN),
    route("settings/kinds/", wishing.kinds, name="kinds", action=OWN),
    route("following/", following.following, name="following", action=OWN),
    route("unreachable/", listing.unreachable, name="unreachable", action=REACH),
    route("unreachable/<int:person_id>/", listing.trying_again, name="trying_again", action=REACH),
    route("links/<str:token>/", links.link, name="link", action=PUBLIC),
    route("stop/<str:token>/", links.stop, name="stop", action=PUBLIC),
]
