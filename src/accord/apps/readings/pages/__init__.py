"""The pages of practices: the catalogue, one practice about a subject with its rows, and measuring now."""

from accord.apps.readings.pages.catalogue import measurements, practices
from accord.apps.readings.pages.practice import department, initiative, practice, side

__all__ = ["department", "initiative", "measurements", "practice", "practices", "side"]
