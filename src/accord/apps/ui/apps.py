"""Django's registration of the ui app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Components, charts and lists."""

    name = "accord.apps.ui"
    label = "ui"
