"""Django's registration of the check-ins app."""

from django.apps import AppConfig


class CheckInsConfig(AppConfig):
    """Check-ins between the sides."""

    name = "accord.apps.check_ins"
    label = "check_ins"
    default_auto_field = "django.db.models.BigAutoField"
