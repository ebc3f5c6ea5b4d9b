"""The ground that tests stand on: no network, a database server that goes with its run."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.house.drawing import ROOT

SERVE = """
import os, psycopg, time
from tests import postgres
print(psycopg.connect(postgres.url()).execute("show listen_addresses").fetchone()[0] or "socket only", flush=True)
print(os.environ["ACCORD_TEST_POSTGRES"], flush=True)
time.sleep(60)
"""


class TestNetwork:
    def test_ends_at_this_machine(self):
        with pytest.raises(AssertionError, match="stay on this machine"):
            socket.create_connection(("192.0.2.1", 80), timeout=1)

    def test_reaches_this_machine(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(server.getsockname()).close()


class TestPostgres:
    def test_is_gone_after_its_run_was_killed(self):
        env = {name: value for name, value in os.environ.items() if name != "ACCORD_TEST_POSTGRES"}
        run = subprocess.Popen([sys.executable, "-c", SERVE], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
        assert run.stdout is not None
        assert run.stdout.readline() == "socket only\n"
        folder = Path(run.stdout.readline().strip())
        assert (folder / "data" / "postmaster.pid").exists()

        run.send_signal(signal.SIGKILL)
        run.wait()
        run.stdout.close()

        assert _within(10, lambda: not folder.exists())


def _within(seconds, done):
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        time.sleep(0.05)
    return done()
