"""Django's registration of the batches app."""

from django.apps import AppConfig


class BatchesConfig(AppConfig):
    """Import batches."""

    name = "accord.apps.batches"
    label = "batches"
    default_auto_field = "django.db.models.BigAutoField"
