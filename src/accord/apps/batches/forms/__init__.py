"""What people give: a file, and what its columns mean."""

from accord.apps.batches.forms.files import MOST_UPLOAD, FileForm, on_disk
from accord.apps.batches.forms.mapping import EXTRA_TYPES, MappingForm
from accord.apps.batches.forms.reading import ReadingForm

__all__ = ["EXTRA_TYPES", "MOST_UPLOAD", "FileForm", "MappingForm", "ReadingForm", "on_disk"]
