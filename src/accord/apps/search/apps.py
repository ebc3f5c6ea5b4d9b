"""Django's registration of the search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The index of texts, the results page and the palette."""

    name = "accord.apps.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
