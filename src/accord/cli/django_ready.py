"""Making Django ready for a command; the engine's own commands never call it."""

from __future__ import annotations

import os

import click


def ready() -> None:
    """Load settings and apps of the home in ACCORD_HOME."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.site.settings")
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as wrong:
        raise click.ClickException(f"A setting cannot be taken. {wrong}") from None
