"""Value as JSON: the same reads and writes as the pages; each subject adds its router."""

from __future__ import annotations

from ninja import Router

from accord.apps.value.api import budgets, cases, challenges, effects, figures, ledger, rates, releases, reviews

router = Router(tags=["value"])
router.add_router("", cases.router)
router.add_router("", effects.router)
router.add_router("", figures.router)
router.add_router("", ledger.router)
router.add_router("", rates.router)
router.add_router("", budgets.router)
router.add_router("", challenges.router)
router.add_router("", releases.router)
router.add_router("", reviews.router)

__all__ = ["router"]
