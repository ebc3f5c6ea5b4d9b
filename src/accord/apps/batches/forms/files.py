"""A file, and the day on which it was right."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches import sockets

MOST_UPLOAD = 50_000_000


class FileForm(forms.Form):
    """A file, and the day on which what it says was true."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A spreadsheet (CSV, Excel, OpenDocument), JSON or the export of a board. Nothing is written before you have "
            "seen the preview."
        ),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("This file is empty.")},
    )
    target = forms.ChoiceField(
        label=gettext_lazy("What it lists"),
        help_text=gettext_lazy("Found out from the columns unless you say it."),
        required=False,
    )
    as_of = forms.DateField(
        label=gettext_lazy("True as of"),
        help_text=gettext_lazy(
            "The day on which the file was right. A stage without a date counts as seen on that day."
        ),
        widget=forms.DateInput,
    )

    def __init__(self, *args: Any, today: date, targets: Sequence[sockets.Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["as_of"].initial = today
        endings = dict.fromkeys(ending for reader in sockets.readers for ending in reader.endings)
        self.fields["file"].widget.attrs["accept"] = ",".join(endings)
        self._offer_targets(targets)

    def _offer_targets(self, targets: Sequence[sockets.Target]) -> None:
        """Ask what the file lists only where there is more than one answer."""
        known = [(one.kind, one.label) for one in targets]
        cast("forms.ChoiceField", self.fields["target"]).choices = [("", _("Find out")), *known]
        if len(known) < 2:
            del self.fields["target"]

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is too large to be read while somebody waits."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_UPLOAD:
            raise forms.ValidationError(
                _("This file is larger than %(most)s MB. Use the command `accord import` for it.")
                % {"most": MOST_UPLOAD // 1_000_000}
            )
        return file

    def clean_as_of(self) -> date:
        """Refuse a day to come."""
        as_of: date = self.cleaned_data["as_of"]
        if as_of > self._today:
            raise forms.ValidationError(_("The file cannot be from the future."))
        return as_of


@contextmanager
def on_disk(file: UploadedFile[Any]) -> Iterator[Path]:
    """Give an uploaded file a place on disk for as long as it is read."""
    with tempfile.NamedTemporaryFile(prefix="accord-import-") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)
