"""Reasons of the rules, said in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accord.apps.initiatives.rules import Reason


# no viewer: a sentence
def said(reason: Reason) -> str:
    """Say a reason in the reader's language."""
    values = {name: _(value) if isinstance(value, str) and value else value for name, value in reason.values.items()}
    return _(reason.text) % values if values else _(reason.text)
