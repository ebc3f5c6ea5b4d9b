"""Queued work: from the trail to notices, from notices to letters, from letters to mail; and forgetting what is old."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accord.apps.jobs.sockets import JobRun
from accord.apps.notices import writes

TELL_KIND, FORGET_KIND = "notices.tell", "notices.forget"
LETTERS = 50


def run_tell(run: JobRun) -> Mapping[str, Any]:
    """Gather what happened, make the letters that are due, send those that wait; telling now and then that one lives."""
    gathered = writes.gather(by=None, at=run.at)
    run.progress(0, 0)
    made = writes.compose(by=None, at=run.at)
    run.progress(0, 0)
    sent = 0
    while went := writes.send(by=None, at=run.at, limit=LETTERS):
        sent += went
        run.progress(sent, max(sent, made))
    return {"gathered": gathered, "letters": made, "sent": sent}


def run_forget(run: JobRun) -> Mapping[str, Any]:
    """Forget what is half a year old."""
    return {"forgotten": writes.forget_old(by=None, at=run.at)}
