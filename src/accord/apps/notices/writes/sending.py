"""From letters to mail: claimed one by one, said as their reader, sent, marked.

A worker that dies over a letter leaves it claimed; after a while another sends it again, under the same Message-ID and
with the same links, so that a mail program shows it once and each link works once.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from accord.apps.notices import reads, rules
from accord.apps.notices.models import Letter
from accord.apps.notices.reads import LetterText
from accord.apps.notices.rules import LetterState
from accord.apps.notices.writes.bouncing import is_unreachable, note_refusal
from accord.apps.notices.writes.composing import mail_domain
from accord.apps.people.models import Person
from accord.apps.ui.rules import Viewer, calmed

logger = logging.getLogger("accord.notices")


# no event: what a letter tells of is on the trail; that mail does not arrive is told there by note_refusal
def send(*, by: Viewer | None, at: datetime, limit: int = 200) -> int:
    """Send the letters that wait; returns how many went out. Without a mail server nothing is done.

    Raises OSError or SMTPException when the server cannot be reached at all: the letters then wait.
    """
    if not settings.ACCORD_MAIL:
        return 0
    due = list(_due(at).order_by("next_at", "pk").values_list("pk", flat=True)[:limit])
    if not due:
        return 0
    now = _clock(at)
    with ExitStack() as stack:
        connection = stack.enter_context(get_connection())
        return sum(_send(pk, now, connection) for pk in due)


def _clock(at: datetime) -> Callable[[], datetime]:
    """Let time go on from ``at`` while letters are sent, so that a claim says when it was made."""
    started = time.monotonic()
    return lambda: at + timedelta(seconds=time.monotonic() - started)


def _due(at: datetime) -> Any:
    lost = Q(state=LetterState.SENDING, claimed_at__lt=at - rules.LEASE)
    return Letter.objects.filter(Q(state=LetterState.WAITING, next_at__lte=at) | lost)


def _send(pk: int, now: Callable[[], datetime], connection: Any) -> int:
    claimed_at = now()
    claim = {"state": LetterState.SENDING, "claimed_at": claimed_at, "attempts": F("attempts") + 1}
    if not _due(claimed_at).filter(pk=pk).update(**claim):
        return 0
    letter = Letter.objects.select_related("person").get(pk=pk)
    mine = Letter.objects.filter(pk=pk, state=LetterState.SENDING, claimed_at=claimed_at)
    try:
        message = _message(letter, connection)
    except Exception:  # what cannot be said keeps nobody else from their mail
        logger.exception("Letter %s could not be said.", pk)
        _give_up_or_wait(letter, mine, "unsaid", now())
        return 0
    if message is None:
        mine.update(state=LetterState.EMPTY)
        return 0
    return _hand_over(letter, mine, message, now)


def _hand_over(letter: Letter, mine: Any, message: EmailMultiAlternatives, now: Callable[[], datetime]) -> int:
    """Give a letter to the mail server and mark what came of it."""
    try:
        message.send()
    except SMTPRecipientsRefused as refusal:
        code, words = next(iter(refusal.recipients.values()), (550, b""))
        _refused(letter, mine, code, words, now(), is_address=True)
        return 0
    except SMTPDataError as refusal:
        _refused(letter, mine, refusal.smtp_code, refusal.smtp_error, now(), is_address=False)
        return 0
    except (OSError, SMTPException) as trouble:  # the server, not this letter: all wait for it
        answer = str(trouble.smtp_code) if isinstance(trouble, SMTPResponseException) else ""
        _put_back(letter, mine, answer, now())
        raise
    mine.update(state=LetterState.SENT, sent_at=now(), answer="")
    return 1


def _refused(letter: Letter, mine: Any, code: int, words: bytes | str, at: datetime, *, is_address: bool) -> None:
    """Give up what is refused for good, and try again later what is refused for now."""
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    enhanced = rules.status_in(text)
    answer = f"{code} {enhanced}".strip()[:20]
    if code < 500:
        _give_up_or_wait(letter, mine, answer, at)
        return
    mine.update(state=LetterState.REFUSED, answer=answer)
    if is_address:
        note_refusal(person=letter.person, answer=answer, by=None, at=at)


def _give_up_or_wait(letter: Letter, mine: Any, answer: str, at: datetime) -> None:
    """Try again later, but not for ever."""
    if at - letter.made_at < rules.TRIES_LAST:
        _put_back(letter, mine, answer, at)
    else:
        mine.update(state=LetterState.REFUSED, answer=answer)


def _put_back(letter: Letter, mine: Any, answer: str, at: datetime) -> None:
    pause = rules.pause_before(letter.attempts)
    mine.update(state=LetterState.WAITING, next_at=at + pause, answer=answer)


@sensitive_variables()
def _message(letter: Letter, connection: Any) -> EmailMultiAlternatives | None:
    """Say a letter to its reader as a mail; None when nothing is left to say, or nobody to say it to."""
    person = letter.person
    if not person.is_active or person.erased_at is not None or not person.email or is_unreachable(person):
        return None
    with translation.override(person.language or settings.LANGUAGE_CODE):
        text = reads.letter_text(letter=letter, person=person)
        return None if text is None else _mail(letter, person, text, connection)


@sensitive_variables()
def _mail(letter: Letter, person: Person, text: LetterText, connection: Any) -> EmailMultiAlternatives:
    context = {"text": text, "language": translation.get_language() or "en"}
    mail = EmailMultiAlternatives(
        subject=_("Accord: %(subject)s") % {"subject": " ".join(calmed(text.subject).split())[:200]},
        body=calmed(render_to_string("notices/mail/letter.txt", context)),
        to=[person.email or ""],
        headers=_headers(letter, text),
        connection=connection,
    )
    mail.attach_alternative(calmed(render_to_string("notices/mail/letter.html", context)), "text/html")
    return mail


@sensitive_variables()
def _headers(letter: Letter, text: LetterText) -> dict[str, str]:
    headers = {
        "Message-ID": letter.message_id,
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{text.stop_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
    }
    if letter.about:
        thread = rules.thread_id(settings.SECRET_KEY.encode(), letter.person_id, letter.about, mail_domain())
        headers |= {"In-Reply-To": thread, "References": thread}
    return headers
