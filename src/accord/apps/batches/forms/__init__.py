"""What people give: a file, and what its columns mean."""

from accord.apps.batches.forms.files import MOST_UPLOAD, FileForm, on_disk
from accord.apps.batches.forms.mapping import EXTRA_TYPES, MappingForm

__all__ = ["EXTRA_TYPES", "MOST_UPLOAD", "FileForm", "MappingForm", "on_disk"]
