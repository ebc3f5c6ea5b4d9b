"""Joins the apps: each app's plugs are put into the sockets of the apps below it."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class SiteConfig(AppConfig):
    """Plugs everything in once all models are loaded."""

    name = "accord.site"
    label = "site"

    def ready(self) -> None:
        """Call ``plug_in()`` of every Accord app that offers something."""
        for config in apps.get_app_configs():
            if config.name.startswith("accord.apps.") and find_spec(f"{config.name}.plugs"):
                import_module(f"{config.name}.plugs").plug_in()
