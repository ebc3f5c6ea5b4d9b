"""What all operations about check-ins share: the router, and what they are about."""

from __future__ import annotations

from typing import Annotated

from ninja import Router, Schema

from accord.apps.check_ins import rules
from accord.apps.ui.api import Body, Id, one_of

router = Router(tags=["check-ins"])


class CheckInAbout(Schema):
    """An initiative or a goal, by its kind and id."""

    kind: str
    id: int


class CheckInAboutIn(Body):
    """An initiative or a goal, by its kind and id."""

    kind: Annotated[str, one_of((rules.INITIATIVE, rules.GOAL))]
    id: Id
