"""Django's registration of the promises app."""

from django.apps import AppConfig


class PromisesConfig(AppConfig):
    """Promises with an owner and a day."""

    name = "accord.apps.promises"
    label = "promises"
    default_auto_field = "django.db.models.BigAutoField"
