"""Pages and responses of the design system itself: the gallery, the theme, lists as files."""

from accord.apps.ui.pages.answering import answer
from accord.apps.ui.pages.files import csv_cell, csv_response
from accord.apps.ui.pages.gallery import gallery, gallery_progress
from accord.apps.ui.pages.theme import set_theme

__all__ = ["answer", "csv_cell", "csv_response", "gallery", "gallery_progress", "set_theme"]
