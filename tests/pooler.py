"""A private PgBouncer before a private server, for tests: a unix socket, nothing on the network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from postgres_server import Server, hand_over, system_user

PORT = 6432
SETTINGS = """
[databases]
* = host={server}
[pgbouncer]
unix_socket_dir = {folder}
listen_port = {port}
auth_type = trust
auth_file = {folder}/users
pool_mode = {mode}
default_pool_size = 8
max_client_conn = 200
server_login_retry = 1
logfile = {folder}/log
"""


@contextmanager
def running_pooler(server: Server, mode: str) -> Iterator[str]:
    """The address of a pooler in a mode; where it is not installed, a skip, or a failure in CI."""
    program = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None and not os.environ.get("CI"):
        pytest.skip("not on this machine: pgbouncer")
    assert program is not None, "PgBouncer is not installed (Debian: pgbouncer)"
    with tempfile.TemporaryDirectory(prefix="jt-pool-", dir="/tmp") as name:
        folder = Path(name)
        settings = folder / "pgbouncer.ini"
        settings.write_text(SETTINGS.format(server=server.folder, folder=folder, port=PORT, mode=mode))
        (folder / "users").write_text('"owner" ""\n')
        hand_over(folder)
        process = subprocess.Popen([program, "-q", settings], cwd="/", **system_user())
        try:
            url = f"postgresql://owner@:{PORT}/postgres?host={folder}"
            _wait_for(url)
            yield url
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            assert time.monotonic() < deadline, "the pooler does not answer"
            time.sleep(0.05)
        else:
            return
