"""Addresses of notices, and of the links in mails."""

from __future__ import annotations

from accord.apps.notices.pages import following, links
from accord.apps.notices.permissions import OWN
from accord.apps.ui.permissions import PUBLIC, route

app_name = "notices"

urlpatterns = [
    route("following/", following.following, name="following", action=OWN),
    route("links/<str:token>/", links.link, name="link", action=PUBLIC),
    route("stop/<str:token>/", links.stop, name="stop", action=PUBLIC),
]
