"""`accord worker`: works through the queue and the schedules until told to stop."""

from __future__ import annotations

import signal
import threading

import click


@click.command()
@click.option("--once", is_flag=True, help="Stop when nothing is waiting.")
@click.option("--pause", default=1.0, show_default=True, help="Seconds to wait when nothing is waiting.")
def command(once: bool, pause: float) -> None:
    """Work through jobs and schedules."""
    from accord.cli.django_ready import ready

    ready()
    work(once=once, pause=pause)


def work(*, once: bool, pause: float, stop: threading.Event | None = None) -> None:
    """Start due schedules, pick up what a dead worker left, and carry out what is queued, over and over."""
    from django.db import close_old_connections
    from django.utils import timezone
    from django_tasks_db.management.commands.db_worker import Worker
    from django_tasks_db.models import DBTaskResult

    from accord.apps.jobs import writes
    from accord.apps.trail.writes import seal

    ended = stop or threading.Event()
    if stop is None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: ended.set())
    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=pause,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id="accord",
    )
    while not ended.is_set():
        close_old_connections()
        now = timezone.now()
        writes.recover(by=None, at=now)
        writes.start_due(by=None, at=now)
        seal(by=None, at=now)
        while not ended.is_set() and DBTaskResult.objects.ready().exists():
            worker._run_tasks = 0
            worker.run()
        if once:
            return
        ended.wait(pause)
