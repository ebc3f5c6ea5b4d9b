"""Value as JSON: the same reads and writes as the pages; each subject adds its router."""

from __future__ import annotations

from ninja import Router

from accord.apps.value.api import cases, effects, figures, rates

router = Router(tags=["value"])
router.add_router("", cases.router)
router.add_router("", effects.router)
router.add_router("", figures.router)
router.add_router("", rates.router)

__all__ = ["router"]
