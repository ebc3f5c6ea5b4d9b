"""The router of promises."""

from ninja import Router

router = Router(tags=["promises"])
