"""Django's registration of the meetings app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings with their agenda and outcomes."""

    name = "accord.apps.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"
