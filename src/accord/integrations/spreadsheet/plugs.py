"""What the spreadsheet reader offers: it opens text files for imports."""

from __future__ import annotations

from accord.apps.batches.sockets import Reader, readers
from accord.integrations.spreadsheet.reader import open_sheet


def plug_in() -> None:
    """Plug in the reader."""
    readers.plug(Reader("spreadsheet", open_sheet))
