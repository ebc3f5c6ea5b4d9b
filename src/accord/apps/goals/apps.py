"""Django's registration of the goals app."""

from django.apps import AppConfig


class GoalsConfig(AppConfig):
    """Goals and their measures."""

    name = "accord.apps.goals"
    label = "goals"
    default_auto_field = "django.db.models.BigAutoField"
