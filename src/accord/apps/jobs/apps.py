"""Django's registration of the jobs app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Queued work and schedules."""

    name = "accord.apps.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
