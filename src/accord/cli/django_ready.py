"""Making Django ready for a command; the engine's own commands never call it."""

from __future__ import annotations

import os


def ready() -> None:
    """Load settings and apps of the home in ACCORD_HOME."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.site.settings")
    django.setup()
