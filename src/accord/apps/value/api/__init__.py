"""Value as JSON: the same reads and writes as the pages; each subject adds its router."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["value"])

__all__ = ["router"]
