"""`accord serve`: the web server with its worker beside it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time

import click

THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)  # a page works a few milliseconds and waits a few for the database
PATIENCE = 15  # seconds for open requests to finish


@click.command()
@click.option("--host", default=lambda: os.environ.get("ACCORD_BIND", "127.0.0.1"), help="Address to listen on.")
@click.option("--port", default=lambda: int(os.environ.get("ACCORD_PORT", "8000")), type=int, help="Port.")
@click.option("--processes", default=2, show_default=True, help="Web processes.")
@click.option(
    "--worker/--no-worker", default=True, help="Start the worker too, or leave it to `accord worker` elsewhere."
)
def command(host: str, port: int, processes: int, worker: bool) -> None:
    """Bring the home up to date, then start the web server and the worker."""
    from accord.cli.django_ready import ready
    from accord.cli.upgrade import upgrade

    ready()
    upgrade(quiet=True)
    click.echo(f"Accord listens on http://{host}:{port}/  (stop with Ctrl-C)")
    sys.exit(serve(host=host, port=port, processes=processes, worker=worker))


def serve(*, host: str, port: int, processes: int, worker: bool = True) -> int:
    """Run both until one ends or a signal comes; the other is then stopped too, with everything it started."""
    from django.db import connections

    connections.close_all()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "accord.site.settings"}
    web = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(processes), "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "warning"),
        *("--respawn-failed-workers", "accord.site.wsgi:application"),
    ]
    work = [sys.executable, "-m", "accord.cli", "worker"]
    running = [
        subprocess.Popen(line, env=environment, start_new_session=True)  # noqa: S603 - our own two commands
        for line in ([web, work] if worker else [web])
    ]
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda got, _frame: asked.append(got))
    while not asked and all(process.poll() is None for process in running):
        time.sleep(0.2)
    for process in running:
        _signal(process, signal.SIGTERM)
    codes = [_end(process) for process in running]
    return 0 if asked else max(abs(code) for code in codes) or 1


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Signal a process and all it started: each leads a group of its own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _end(process: subprocess.Popen[bytes]) -> int:
    try:
        code = process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        code = -signal.SIGKILL
    _signal(process, signal.SIGKILL)  # whatever is left of the group
    process.wait()
    return code
