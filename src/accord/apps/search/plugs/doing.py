"""Things to do from anywhere: how the pages look, one's account, signing out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy

from accord.apps.ui.rules import Viewer
from accord.apps.ui.sockets import Command, CommandSource, commands

DO = gettext_lazy("Do")


def plug_in() -> None:
    """Plug in what everybody can do."""
    commands.plug(CommandSource("search.do", DO, 90, _everybody))


def _everybody(viewer: Viewer, today: date) -> Sequence[Command]:
    theme = reverse("ui:theme")
    look = gettext_lazy("theme colours")
    return [
        Command(gettext_lazy("Light pages"), theme, "sun", look, is_post=True, name="theme", value="light"),
        Command(gettext_lazy("Dark pages"), theme, "moon", look, is_post=True, name="theme", value="dark"),
        Command(
            gettext_lazy("Like the device"), theme, "device-desktop", look, is_post=True, name="theme", value="auto"
        ),
        Command(gettext_lazy("Account"), reverse("people:account"), "user-circle", gettext_lazy("password settings")),
        Command(gettext_lazy("Words"), reverse("search:words"), "book", gettext_lazy("glossary meaning help")),
        Command(
            gettext_lazy("Sign out"), reverse("account_logout"), "logout", gettext_lazy("log out leave"), is_post=True
        ),
    ]
