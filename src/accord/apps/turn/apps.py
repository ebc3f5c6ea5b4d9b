"""Django's registration of the turn app."""

from django.apps import AppConfig


class TurnConfig(AppConfig):
    """My turn."""

    name = "accord.apps.turn"
    label = "turn"
