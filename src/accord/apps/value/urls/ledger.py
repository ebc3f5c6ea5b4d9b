"""Addresses of the ledger, postings and months."""

from __future__ import annotations

from accord.apps.ui.permissions import route
from accord.apps.value.pages.ledger import book as ledger
from accord.apps.value.pages.ledger import closing as ledger_closing
from accord.apps.value.pages.ledger import months as ledger_months
from accord.apps.value.pages.ledger import postings as ledger_postings
from accord.apps.value.permissions import FINANCE, POST, SEE

ONE = "initiatives/<int:initiative_id>/"

urlpatterns = [
    route("", ledger.ledger, name="ledger", action=SEE),
    route("sheet/", ledger.sheet, name="sheet", action=SEE),
    route(ONE, ledger.initiative, name="initiative", action=SEE),
    route(f"{ONE}months/<str:month>/", ledger.period, name="period", action=SEE),
    route(f"{ONE}closing/", ledger_closing.closing, name="closing", action=FINANCE),
    route(f"{ONE}readings/", ledger_postings.read_measure, name="read_measure", action=POST),
    route("postings/", ledger_postings.postings, name="postings", action=SEE),
    route("postings/new/", ledger_postings.post, name="post", action=POST),
    route("postings/<int:posting_id>/", ledger_postings.posting, name="posting", action=SEE),
    route("postings/<int:posting_id>/answer/", ledger_postings.answer_posting, name="answer_posting", action=POST),
    route("months/", ledger_months.months, name="months", action=SEE),
    route("months/<str:month>/closing/", ledger_months.close_month, name="close_month", action=FINANCE),
    route("months/<str:month>/opening/", ledger_months.open_month, name="open_month", action=FINANCE),
]
