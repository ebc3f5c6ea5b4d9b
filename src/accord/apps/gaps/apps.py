"""Django's registration of the gaps app."""

from django.apps import AppConfig


class GapsConfig(AppConfig):
    """Gaps and how they close."""

    name = "accord.apps.gaps"
    label = "gaps"
    default_auto_field = "django.db.models.BigAutoField"
