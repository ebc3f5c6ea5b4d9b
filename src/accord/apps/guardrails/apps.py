"""Django's registration of the guardrails app."""

from django.apps import AppConfig


class GuardrailsConfig(AppConfig):
    """Risk class and evidence."""

    name = "accord.apps.guardrails"
    label = "guardrails"
    default_auto_field = "django.db.models.BigAutoField"
