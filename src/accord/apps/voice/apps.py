"""Django's registration of the voice app."""

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    """Questions anyone may ask, with or without a name."""

    name = "accord.apps.voice"
    label = "voice"
    default_auto_field = "django.db.models.BigAutoField"
