"""Django's registration of the notices app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Notices, digests, follows and signed links."""

    name = "accord.apps.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
