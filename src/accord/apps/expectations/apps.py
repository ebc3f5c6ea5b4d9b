"""Django's registration of the expectations app."""

from django.apps import AppConfig


class ExpectationsConfig(AppConfig):
    """Rounds of sealed forecasts by side, their reveal, and what really happened."""

    name = "accord.apps.expectations"
    label = "expectations"
    default_auto_field = "django.db.models.BigAutoField"
