"""Crowds, kills, full and read-only disks, other users and clocks that jump: the installed command for real.

`benchmarks/reliability.py` does the same at length, and to other programs too.
"""

from __future__ import annotations

import json
import os
import pwd
import random
import signal
import stat
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from conftest import COMMAND, Cli, Outcome, needs
from jiangan_targets.domain.record import Record
from jiangan_targets.storage.disk import files
from jiangan_targets.storage.ledger.file import ledger as file_ledger

KILLS = 40
WRITERS, AT_ONCE = 200, 50


def values(installed: Cli) -> list[int]:
    """All figures in the ledger."""
    return sorted(row["value"] for row in json.loads(installed("history", "--json").out))


@pytest.mark.slow
def test_a_crowd_loses_nothing(installed: Cli) -> None:
    """Two hundred writers, fifty at a time, and a reader looping: what is acknowledged is there, and no broken read.

    A writer that waited for the others longer than it may says so; how many do is a matter of the machine.
    """

    def write(number: int) -> Outcome:
        return installed("record", "events", str(number), "--on", "2024-09-08", "--force")

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        writers = [crowd.submit(write, number) for number in range(WRITERS)]
        reads = []
        while not all(writer.done() for writer in writers):
            reads.append(installed("status", "--json"))
    told = [writer.result() for writer in writers]
    assert all("are locked by" in outcome.err for outcome in told if outcome.code)
    assert {(read.code, read.err) for read in reads} == {(0, "")}
    assert values(installed) == [number for number, outcome in enumerate(told) if outcome.code == 0]
    assert installed("check").code == 0


@pytest.mark.slow
def test_killed_at_any_instant(folder: Path, installed: Cli) -> None:
    """`kill -9` at random instants: what was acknowledged is there, the file is whole, the next command works."""
    chance = random.Random(5)
    started = time.monotonic()
    assert installed("record", "events", "0", "--on", "2024-09-08").code == 0
    usual = time.monotonic() - started
    acknowledged = [0]
    for number in range(1, KILLS):
        process = subprocess.Popen(
            [COMMAND, "--dir", folder, "record", "events", str(number), "--on", "2024-09-08", "--force"],
            stdout=subprocess.PIPE,
        )
        time.sleep(chance.uniform(0, usual * 1.2))
        process.send_signal(signal.SIGKILL)
        answer = process.communicate()[0]
        if answer:
            acknowledged.append(number)
        found = {int(entry.value) for entry in _records(folder)}
        assert set(acknowledged) <= found <= set(range(number + 1))
    assert installed("record", "events", "99", "--on", "2024-09-30", "--force").code == 0
    assert not list((folder / "records").glob(".*.tmp"))


def _records(folder: Path) -> list[Record]:
    entries = file_ledger.read(folder / "records" / "2024.toml").entries
    return [entry for entry in entries if isinstance(entry, Record)]


@pytest.mark.slow
@needs("unshare", "mount", root=True)
def test_a_full_disk(tmp_path: Path) -> None:
    """A disk of 64 KiB filled with records: the last is refused in one line, all before it are there."""
    disk = tmp_path / "disk"
    disk.mkdir()
    record = f"{COMMAND} --dir {disk}/w record events $n --on 2024-09-08 --force --note '{'x' * 1500}'"
    script = f"""
    mount -t tmpfs -o size=64k tmpfs {disk} && mkdir {disk}/w && n=0
    while {record} >/dev/null 2>{tmp_path}/said
    do n=$((n + 1)); done
    echo $n; wc -l < {tmp_path}/said; {COMMAND} --dir {disk}/w history --json > {tmp_path}/history; echo $?
    ls -A {disk}/w/records; {COMMAND} --dir {disk}/w check
    """
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script], capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    count, lines, code, *rest = done.stdout.split("\n")
    assert (int(lines), code) == (1, "0")
    assert "the disk is full; nothing was changed." in (tmp_path / "said").read_text(encoding="utf-8")
    assert int(count) > 5
    found = json.loads((tmp_path / "history").read_text(encoding="utf-8"))
    assert [row["value"] for row in found] == list(reversed(range(int(count))))
    assert sorted(rest[:3]) == [".2024.toml.lock", ".gitignore", "2024.toml"]
    assert rest[3] == f"No errors in 2024: targets 21, records {count}."


@needs("unshare", "mount", root=True)
def test_a_read_only_disk(tmp_path: Path, installed: Cli) -> None:
    """Reading works, writing is refused in one line."""
    workspace = tmp_path / "district"
    installed("record", "events", "5", "--on", "2024-09-08")
    script = f"""
    mount --bind {workspace} {workspace} && mount -o remount,ro,bind {workspace}
    {COMMAND} --dir {workspace} record events 6 --on 2024-09-09; echo $?
    {COMMAND} --dir {workspace} history events --format csv
    """
    done = subprocess.run(["unshare", "--mount", "sh", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("1\n")
    assert ",events,5," in done.stdout
    assert done.stderr.endswith(": the disk is read-only.\n")
    assert done.stderr.count("\n") == 1


@needs(root=True)
@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_two_users_of_a_group(tmp_path: Path, mask: int) -> None:
    """In a folder with the group's setgid bit each can go on where the other stopped, whatever the umask."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_mode & 0o011 != 0o011:
            folder.chmod(0o755)
    shared = tmp_path / "shared"
    shared.mkdir()
    os.chown(shared, 12_001, 12_000)
    shared.chmod(0o2770)
    path = shared / "records" / "2024.toml"

    def write_as(user: int, text: bytes) -> int:
        """The storage in a child that has become that user; what it needs is imported already."""
        child = os.fork()
        if child:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        code = 9
        try:
            os.setgroups([12_000])
            os.setgid(user)
            os.setuid(user)
            os.umask(mask)
            with files.edit(path, timeout=1) as edit:
                edit.commit((edit.original or b"") + text)
            code = 0
        finally:
            os._exit(code)

    for number, user in enumerate((12_001, 12_002, 12_001, 12_002)):
        assert write_as(user, b"%d" % number) == 0
    assert path.read_bytes() == b"0123"
    found = path.stat()
    assert (found.st_gid, stat.S_IMODE(found.st_mode)) == (12_000, 0o660)


@needs("faketime")
def test_a_clock_set_back(folder: Path, installed: Cli) -> None:
    """The ledger's order decides what is current, not the clock; ids stay unique."""
    assert installed("record", "parking", "9000", "--on", "2024-09-08").code == 0
    for value in ("9100", "9200"):
        command = ["faketime", "-f", "@2024-09-20 12:00:00", str(COMMAND), "--dir", str(folder), "--lang", "en"]
        done = subprocess.run(
            [*command, "record", "parking", value, "--on", "2024-09-08"], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
    status = json.loads(installed("status", "parking", "--json").out)
    assert status["targets"][0]["value"] == 9200
    ids = [entry.id for entry in _records(folder)]
    assert len(set(ids)) == 3
    checked = installed("check")
    assert checked.code == 0
    assert "written down earlier than the record before it: moved by hand, or the clock jumped" in checked.out


@needs("flock")
def test_a_holder_that_hangs(folder: Path, installed: Cli, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """The waiter says who holds the lock, and gives up after the stated time."""
    installed("record", "events", "5", "--on", "2024-09-08")
    monkeypatch.setattr(files.edit.__wrapped__, "__defaults__", (0.2,))  # type: ignore[attr-defined]
    lock = folder / "records" / ".2024.toml.lock"
    holder = subprocess.Popen(["flock", lock, "sh", "-c", "echo held; read line"], stdin=-1, stdout=-1, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    refused = cli("record", "events", "6", "--on", "2024-09-09")
    holder.communicate()
    assert refused.code == 1
    user = pwd.getpwuid(os.getuid()).pw_name
    assert refused.err.startswith(f"Error: The records are locked by process {holder.pid} {user} for more than 0.2 s (")
    assert cli("record", "events", "6", "--on", "2024-09-09").code == 0


@pytest.mark.slow
def test_ten_thousand_targets(folder: Path, installed: Cli) -> None:
    """A plan far larger than any district's is loaded, and a mistake in its last line is still told by its line."""
    (folder / "targets").mkdir()
    head = 'year = 2024\ntitle = "t"\n[groups.g]\nname = "g"\n'
    blocks = [
        f'[targets.t{number}]\nname = "n{number}"\ngroup = "g"\nkind = "total"\nvalue = 1\nunit = "x"\n'
        for number in range(10_000)
    ]
    path = folder / "targets" / "2024.toml"
    path.write_text(head + "".join(blocks), encoding="utf-8")
    assert installed("record", "t9999", "1", "--on", "2024-09-08").code == 0
    assert len(json.loads(installed("status", "--json").out)["targets"]) == 10_000
    path.write_text(head + "".join(blocks).removesuffix('unit = "x"\n') + "unit = 5\n", encoding="utf-8")
    assert "line 60004: [targets.t9999] unit: must be text in quotes" in installed("status").err


@pytest.mark.parametrize("name", ["../../x", "a\x1b[31mb", "a\u202eb", "[red]x[/red]", "=1+1", "a\nb"])
def test_odd_ids_and_names_are_harmless(cli: Cli, folder: Path, name: str) -> None:
    """As an id they are refused; as a name they are shown with every unseen character escaped."""
    (folder / "targets").mkdir()
    path = folder / "targets" / "2024.toml"
    plan = 'year = 2024\ntitle = "t"\n[groups.g]\nname = "g"\n[targets.{key}]\nname = {name}\n'
    plan += 'group = "g"\nkind = "total"\nvalue = 10\nunit = "个"\n'
    path.write_text(plan.format(key=json.dumps(name), name='"n"'), encoding="utf-8")
    refused = cli("status")
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert not set("\x1b\u202e") & set(refused.err)
    path.write_text(plan.format(key="x", name=json.dumps(name)), encoding="utf-8")
    assert cli("record", "x", "5", "--on", "2024-09-08").code == 0
    for arguments in (
        *(("status",), ("show", "x"), ("history",), ("status", "--format", "csv"), ("status", "--format", "markdown")),
        *(("summary", "--week", "2024-W37", "--format", form) for form in ("text", "markdown", "html")),
        ("chart", "x"),
    ):
        outcome = cli(*arguments)
        assert outcome.code == 0
        assert not set("\x1b\u202e") & set(outcome.out), arguments
    assert sorted(path.name for path in folder.iterdir()) == ["records", "targets"]
