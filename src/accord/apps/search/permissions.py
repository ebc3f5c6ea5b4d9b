"""Who may search: everybody, and each finds what they may see."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from accord.apps.ui.rules import EVERYONE
from accord.apps.ui.sockets import Action

SEARCH = Action("search.search", gettext_lazy("Search everything one may see"), EVERYONE)
ACTIONS = (SEARCH,)
