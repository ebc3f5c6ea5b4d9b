"""The address of the classes that plans are held against."""

from __future__ import annotations

from accord.apps.ui.permissions import route
from accord.apps.value.pages.figures import classes
from accord.apps.value.permissions import SEE

urlpatterns = [route("classes/", classes.classes, name="classes", action=SEE)]
