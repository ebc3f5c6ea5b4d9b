"""Queued work: revealing what is due, reminding before a deadline, and the mails that ask, remind and tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accord.apps.expectations import reads, writes
from accord.apps.expectations.reads.mails import AskedMail
from accord.apps.jobs import writes as queue
from accord.apps.jobs.sockets import JobRun
from accord.apps.ui.rules import Viewer

REVEAL_KIND, REMIND_KIND, MAIL_KIND = "expectations.reveal", "expectations.remind", "expectations.mail"


def run_reveal(run: JobRun) -> Mapping[str, Any]:
    """Reveal every round whose time has come."""
    return {"revealed": writes.reveal_due(by=None, at=run.at)}


def run_remind(run: JobRun) -> Mapping[str, Any]:
    """Remind everybody whose reminder is due."""
    return {"mailed": mail(writes.remind_due(by=None, at=run.at), "reminder", at=run.at)}


def run_mail(run: JobRun) -> Mapping[str, Any]:
    """Mail the people of a round: ``what`` is asking, reminder or revealed; ``asked`` limits it to some."""
    what = str(run.arguments["what"])
    asked = run.arguments.get("asked")
    ids = [int(pk) for pk in asked] if asked is not None else reads.asked_ids(round_id=int(run.arguments["round"]))
    return {"mailed": mail(ids, what, at=run.at)}


def start_mail(what: str, *, round_id: int, asked: Sequence[int], by: Viewer, at: datetime) -> None:
    """Queue mail to some of the people of a round, once what it tells is stored."""
    queue.start(kind=MAIL_KIND, by=by, at=at, arguments={"what": what, "round": round_id, "asked": list(asked)})


def mail(asked: Sequence[int], what: str, *, at: datetime) -> int:
    """Send each asked person one mail in plain text, and ask only those who can still answer. Returns how many went.

    Without a mail server nothing is sent.
    """
    if not settings.ACCORD_MAIL or not asked:
        return 0
    letters = reads.asked_mails(asked=asked, waiting_at=None if what == "revealed" else at)
    with get_connection() as connection:
        return sum(_send(letter, what, connection) for letter in letters)


def _send(letter: AskedMail, what: str, connection: Any) -> int:
    subject = {
        "asking": _("What do you expect of %(title)s?"),
        "reminder": _("Your answer is missing: %(title)s"),
        "revealed": _("Revealed: what both sides expect of %(title)s"),
    }[what] % {"title": " ".join(letter.title.split())}
    body = render_to_string(f"expectations/mail/{what}.txt", {"letter": letter})
    try:
        return EmailMessage(f"Accord: {subject}", body, to=[letter.email], connection=connection).send()
    except SMTPRecipientsRefused:  # an address that no longer exists keeps nobody else from their mail
        return 0
