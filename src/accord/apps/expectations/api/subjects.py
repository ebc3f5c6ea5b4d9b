"""What all operations about expectations share: the router, and what a round or an outcome is about."""

from __future__ import annotations

from typing import Annotated

from ninja import Router, Schema

from accord.apps.expectations.rules.words import SUBJECT_KINDS, Question, Side
from accord.apps.ui.api import Body, Id, one_of

router = Router(tags=["expectations"])

SubjectKind = Annotated[str, one_of(SUBJECT_KINDS)]
QuestionCode = Annotated[str, one_of(Question)]
AnsweringSide = Annotated[str, one_of(Side)]


class SubjectIn(Body):
    """What is asked about; the whole portfolio (``organisation``) has no id."""

    kind: SubjectKind
    id: Id | None = None


class SubjectOut(Schema):
    """What is asked about; the whole portfolio (``organisation``) has no id."""

    kind: str
    id: int | None
    title: str
