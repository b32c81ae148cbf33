"""A cluster that replaces its main server by itself, for tests: pg_auto_failover, with a monitor and three nodes."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from postgres_server import hand_over, programs, system_user

NODES = 3
# Everything sooner than in an office, so that a test need not wait for it.
MONITOR = """
pgautofailover.health_check_period = 500
pgautofailover.health_check_timeout = 1000
pgautofailover.health_check_retry_delay = 500
pgautofailover.node_considered_unhealthy_timeout = 2000
pgautofailover.primary_demote_timeout = 2000
pgautofailover.startup_grace_period = 2000
"""
SMALL = "shared_buffers = 64MB\nmax_connections = 100\nwal_keep_size = 128MB\n"
STATE = "SELECT reportedstate FROM pgautofailover.node"


class Cluster:
    """A running cluster; `postgres` may connect without a password."""

    def __init__(self, folder: Path, bin_folder: Path) -> None:
        self._folder = folder
        self._ports = _free_ports(NODES + 1)
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        path = f"{bin_folder}:{os.environ['PATH']}"
        self._environ = {"PATH": path, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "LC_ALL": "C.UTF-8"}

    def url(self) -> str:
        """The address of all nodes."""
        hosts = ",".join(f"localhost:{port}" for port in self._ports[1:])
        return f"postgresql://postgres@{hosts}/postgres"

    def start(self) -> None:
        """Make and start all of it, and wait until records are confirmed by standby servers."""
        self._start("monitor", self._ports[0], "monitor", MONITOR)
        for number, port in enumerate(self._ports[1:], start=1):
            self._start("postgres", port, f"node{number}", SMALL, "--monitor", self._monitor())
        self._wait_for({"primary", "secondary"}, NODES)

    def kill_main(self) -> None:
        """`kill -9` of the main server and whoever would start it again."""
        with psycopg.connect(self.url() + "?target_session_attrs=read-write") as connection:
            port = connection.info.port
        process = self._running.pop(f"node{self._ports.index(port)}")
        for each in _family(process.pid):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """Stop whatever runs."""
        for process in reversed(self._running.values()):
            process.terminate()
        for process in self._running.values():
            process.wait()

    def _monitor(self) -> str:
        return f"postgres://autoctl_node@localhost:{self._ports[0]}/pg_auto_failover"

    def _start(self, kind: str, port: int, name: str, settings: str, *more: str) -> None:
        data = str(self._folder / name)
        create = ["create", kind, "--pgdata", data, "--pgport", str(port), "--hostname", "localhost", "--auth", "trust"]
        made = subprocess.run(
            ["pg_autoctl", *create, "--listen", "127.0.0.1", "--no-ssl", *more],
            env=self._environ, cwd=self._folder, capture_output=True, text=True, check=False, **system_user(),
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        with Path(data, "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(settings)
        with (self._folder / f"{name}.log").open("wb") as log:
            self._running[name] = subprocess.Popen(
                ["pg_autoctl", "run", "--pgdata", data],
                env=self._environ, cwd=self._folder, stdout=log, stderr=log, **system_user(),
            )  # fmt: skip
        if kind == "monitor":
            self._wait_for(set(), 0)
        else:
            self._wait_for({"single", "primary", "secondary"}, int(name.removeprefix("node")))

    def _wait_for(self, states: set[str], count: int) -> None:
        """Wait until there are so many nodes, all of them in one of the states."""
        deadline = time.monotonic() + 120
        found: list[str] = []
        while time.monotonic() < deadline:
            with suppress(psycopg.Error), psycopg.connect(self._monitor()) as connection:
                found = [row[0] for row in connection.execute(STATE).fetchall()]
                if len(found) == count and set(found) <= states:
                    return
            time.sleep(0.2)
        raise AssertionError((states, count, found))


def _family(pid: int) -> list[int]:
    """A process and all that came of it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    except OSError:
        return [pid]
    return [pid, *(each for child in children for each in _family(int(child)))]


def _free_ports(count: int) -> list[int]:
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in taken]
    for each in taken:
        each.close()
    return ports


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """A new cluster, gone afterwards; where it is not installed, a skip, or a failure in CI."""
    bin_folder = programs()
    missing = bin_folder is None or not shutil.which("pg_autoctl")
    if missing and not os.environ.get("CI"):
        pytest.skip("not on this machine: pg_autoctl")
    assert bin_folder is not None, "PostgreSQL is not installed (Debian: postgresql)"
    assert not missing, "Not installed (Debian: pg-auto-failover-cli postgresql-15-auto-failover)"
    with tempfile.TemporaryDirectory(prefix="jt-fo-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        hand_over(folder)
        cluster = Cluster(folder, bin_folder)
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()
