"""Joins the apps: each app's plugs are put into the sockets of the apps below it."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import AppConfig, apps

from accord import integrations


class SiteConfig(AppConfig):
    """Plugs everything in once all models are loaded."""

    name = "accord.site"
    label = "site"

    def ready(self) -> None:
        """Call ``plug_in()`` of every Accord app and every integration that offers something."""
        names = [config.name for config in apps.get_app_configs() if config.name.startswith("accord.apps.")]
        names += [f"accord.integrations.{module.name}" for module in iter_modules(integrations.__path__)]
        for name in names:
            if find_spec(f"{name}.plugs"):
                import_module(f"{name}.plugs").plug_in()
