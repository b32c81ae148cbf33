"""A private PostgreSQL server for tests and benchmarks: its own folder, a unix socket, nothing on the network."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

SETTINGS = (
    "listen_addresses = ''\nmax_connections = 120\nlog_statement = none\n"
    "autovacuum = on\nshared_buffers = 256MB\nmax_wal_size = 4GB\n"
    # A session that asks for synchronous_commit = on waits for a standby that does not answer.
    "synchronous_standby_names = 'nobody'\nsynchronous_commit = local\n"
)


def programs() -> Path | None:
    """The folder with initdb and postgres, the newest; None when they are not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def system_user() -> dict[str, Any]:
    """As whom a program is run that refuses to run as root."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def hand_over(folder: Path) -> None:
    """Give a folder, and what is in it, to that user."""
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        for path in (folder, *folder.rglob("*")):
            os.chown(path, user.pw_uid, user.pw_gid)


class Server:
    """A running server; every user may connect without a password over its socket."""

    def __init__(self, folder: Path, bin_folder: Path, port: int = 5432) -> None:
        self._port = "" if port == 5432 else f"&port={port}"
        self.folder = folder
        self._bin = bin_folder
        self._data = folder / "data"

    def url(self, user: str = "owner", database: str = "postgres") -> str:
        """The address for a user."""
        return f"postgresql://{user}@/{database}?host={self.folder}{self._port}"

    def follow(self, other: Server) -> None:
        """Make the files of a standby server of another, over its socket."""
        source = f"host={other.folder} user=owner"
        self._run("pg_basebackup", "-D", str(self._data), "-d", source, "-c", "fast", "-X", "stream", "-R")
        self.set(f"unix_socket_directories = '{self.folder}'\n")

    def set(self, settings: str) -> None:
        """Add to its settings, before it starts."""
        with (self._data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(settings)

    def promote(self) -> None:
        """Make it the one that takes records."""
        self._run("pg_ctl", "-D", str(self._data), "-w", "promote")

    def create(self) -> None:
        """Make the files of the server."""
        self._run("initdb", "-D", str(self._data), "-U", "owner", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.set(SETTINGS + f"unix_socket_directories = '{self.folder}'\n")

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._run("pg_ctl", "-D", str(self._data), "-w", "-t", "60", "-l", str(self.folder / "log"), "start")

    def stop(self) -> None:
        """Stop in an orderly way."""
        self._run("pg_ctl", "-D", str(self._data), "-m", "fast", "-w", "stop")

    def kill(self) -> None:
        """`kill -9` of the server and all that belongs to it, as a power cut would."""
        file = self._data / "postmaster.pid"
        pid = int(file.read_text(encoding="utf-8").split("\n", 1)[0])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
        family = [pid, *map(int, children.split())]
        for each in family:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        while any(map(_lives, family)):
            time.sleep(0.01)
        # Where nobody collects the dead, their number still looks taken to the next server.
        file.unlink()
        for lock in self.folder.glob(".s.PGSQL.*"):
            lock.unlink()

    def _run(self, program: str, *arguments: str) -> None:
        # PostgreSQL refuses to run as root.
        done = subprocess.run(
            [self._bin / program, *arguments], capture_output=True, text=True, check=False, cwd="/",
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, **system_user(),
        )  # fmt: skip
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@contextmanager
def running_server(
    settings: str = "", of: Server | None = None, port: int = 5432, bin_folder: Path | None = None
) -> Iterator[Server]:
    """A new server, with more settings or as the standby of another; gone afterwards."""
    bin_folder = bin_folder or programs()
    assert bin_folder is not None, "PostgreSQL is not installed (Debian: postgresql)"
    # Directly below /tmp: a socket's path may have 107 characters only.
    with tempfile.TemporaryDirectory(prefix="jt-pg-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        hand_over(folder)
        server = Server(folder, bin_folder, port)
        if of is None:
            server.create()
        else:
            server.follow(of)
        server.set(settings)
        server.start()
        try:
            yield server
        finally:
            server.stop()
