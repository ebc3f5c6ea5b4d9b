"""Addresses of cases, the ledger, effects and what is decided; a change of state is a thing."""

from __future__ import annotations

from accord.apps.value.urls import cases, classes, deciding, effects, figures, ledger

app_name = "value"

urlpatterns = [
    *ledger.urlpatterns,
    *cases.urlpatterns,
    *figures.urlpatterns,
    *classes.urlpatterns,
    *effects.urlpatterns,
    *deciding.urlpatterns,
]
