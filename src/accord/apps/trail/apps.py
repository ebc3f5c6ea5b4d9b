"""Django's registration of the trail app."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """The history of every change."""

    name = "accord.apps.trail"
    label = "trail"
    default_auto_field = "django.db.models.BigAutoField"
