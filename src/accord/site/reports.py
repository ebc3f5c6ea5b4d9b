"""What a report of an error may hold: where it happened, and never with which values."""

from __future__ import annotations

from types import FrameType
from typing import Any

from django.http import HttpRequest, QueryDict
from django.views.debug import SafeExceptionReporterFilter


class NoValues(SafeExceptionReporterFilter):
    """Blanks every variable and everything that was sent, in every report, whether or not DEBUG is on.

    A sealed answer passes through many frames before it is sealed; naming those that matter would forget one.
    """

    def is_active(self, request: HttpRequest | None) -> bool:
        """Hold always."""
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """Name what was sent, without values."""
        return self._blanked(request.POST) if request is not None else {}

    def get_cleansed_multivaluedict(self, request: HttpRequest, multivaluedict: QueryDict) -> Any:
        """Name what was sent, without values."""
        return self._blanked(multivaluedict)

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: FrameType) -> Any:
        """Name the variables of a frame, without values."""
        return [(name, self.cleansed_substitute) for name in tb_frame.f_locals]

    def _blanked(self, given: QueryDict) -> dict[str, Any]:
        return dict.fromkeys(given, self.cleansed_substitute)
