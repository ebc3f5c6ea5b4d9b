"""Django's registration of the initiatives app."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """Initiatives and what hangs on them."""

    name = "accord.apps.initiatives"
    label = "initiatives"
    default_auto_field = "django.db.models.BigAutoField"
