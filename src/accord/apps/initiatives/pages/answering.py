"""How the form pages of this app answer: as all do, with the initiative named above the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from accord.apps.initiatives.models import Initiative
from accord.apps.ui import pages as ui


def answer(
    request: HttpRequest,
    *,
    initiative: Initiative | None,
    words: Mapping[str, Any],
    template: str = "initiatives/form.html",
    **rest: Any,
) -> HttpResponse:
    """Show a form about an initiative (None: a new one), or save it and go on; see ``ui.pages.answer``."""
    return ui.answer(request, words={"initiative": initiative, **words}, template=template, **rest)
