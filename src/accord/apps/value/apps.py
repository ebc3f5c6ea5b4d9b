"""Django's registration of the value app."""

from django.apps import AppConfig


class ValueConfig(AppConfig):
    """Cases, the ledger, effects and releases."""

    name = "accord.apps.value"
    label = "value"
    default_auto_field = "django.db.models.BigAutoField"
