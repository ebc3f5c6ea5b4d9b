"""What the Trello reader offers: it opens exported boards for imports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accord.apps.batches.sockets import Reader, readers
from accord.integrations.trello.reader import open_grid, suits


def plug_in() -> None:
    """Plug the reader in, before the one that reads any JSON."""
    readers.plug(Reader("trello", _("Trello board"), (".json",), suits, open_grid, order=10))
