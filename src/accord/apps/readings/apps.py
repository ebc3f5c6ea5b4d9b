"""Django's registration of the readings app."""

from django.apps import AppConfig


class ReadingsConfig(AppConfig):
    """Measured practices with their history."""

    name = "accord.apps.readings"
    label = "readings"
    default_auto_field = "django.db.models.BigAutoField"
