"""Pages and responses of the design system itself: the gallery, the theme, lists as files."""

from accord.apps.ui.pages.answering import answer, done, is_in_place
from accord.apps.ui.pages.files import csv_cell, csv_response
from accord.apps.ui.pages.gallery import gallery, gallery_progress
from accord.apps.ui.pages.theme import set_theme

__all__ = [
    "answer", "csv_cell", "csv_response", "done", "gallery", "gallery_progress", "is_in_place", "set_theme",
]  # fmt: skip
