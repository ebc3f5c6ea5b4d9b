"""Django's registration of the people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Departments, persons, roles and sign-in."""

    name = "accord.apps.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
