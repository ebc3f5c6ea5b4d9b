"""Django's registration of the decisions app."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Decisions with their options, reasons and reviews."""

    name = "accord.apps.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"
