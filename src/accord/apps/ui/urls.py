"""Addresses of the design system."""

from accord.apps.ui import pages
from accord.apps.ui.permissions import PUBLIC, SIGNED_IN, route

app_name = "ui"
urlpatterns = [
    route("ui/", pages.gallery, name="gallery", action=SIGNED_IN),
    route("ui/progress/", pages.gallery_progress, name="progress", action=SIGNED_IN),
    route("ui/theme/", pages.set_theme, name="theme", action=PUBLIC),
]
