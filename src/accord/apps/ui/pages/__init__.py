"""Pages and responses of the design system itself: the gallery, the theme, lists as files."""

from accord.apps.ui.pages.answering import answer, done, is_in_place
from accord.apps.ui.pages.files import csv_cell, file_asked, list_file
from accord.apps.ui.pages.gallery import gallery, gallery_progress
from accord.apps.ui.pages.theme import set_theme

__all__ = [
    "answer", "csv_cell", "done", "file_asked", "gallery", "gallery_progress", "is_in_place", "list_file", "set_theme",
]  # fmt: skip
