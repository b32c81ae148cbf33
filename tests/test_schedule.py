"""The lines for cron and systemd: quoted, absolute, and run by Debian's own cron daemon."""

from __future__ import annotations

import email
import os
import re
import shlex
import shutil
import subprocess
import time
from email.policy import default
from pathlib import Path

import pytest

from conftest import COMMAND, Cli, Outcome, needs
from office import open_office


def test_a_cron_line_is_ready(installed: Cli, folder: Path) -> None:
    """Absolute paths, the workspace and the language named, mail from cron in UTF-8."""
    lines = installed("--lang", "zh", "schedule", "cron", "--at", "周五 17:30").out.split("\n")
    assert lines[1:3] == ["CONTENT_TYPE=text/plain; charset=utf-8", "CONTENT_TRANSFER_ENCODING=8bit"]
    assert lines[3] == f"30 17 * * 5 {COMMAND} --dir {folder} --lang zh summary --format text"


def test_names_are_quoted_for_shell_and_cron(tmp_path: Path) -> None:
    """Blanks and quotes for the shell, percent signs for cron, which would end the command there."""
    workspace = tmp_path / "区 100%'s"
    workspace.mkdir()
    printed = subprocess.run(
        [COMMAND, "--dir", workspace, "schedule", "cron", "--output", tmp_path / "a b%c"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    line = printed.rstrip("\n").split("\n")[-1]
    assert not re.search(r"(?<!\\)%", line)
    words = shlex.split(line.replace(r"\%", "%"))
    assert words[7] == str(workspace)
    assert words[-1] == f"{tmp_path}/a b%c/"


def test_no_installation_and_no_surprise(installed: Cli) -> None:
    """A line per way of delivery; the year only when it was named."""
    both = installed("--year", "2024", "schedule", "cron", "--output", "out", "--mail", "a@b.cn").out
    assert both.count("0 8 * * 1") == 2
    assert "--year 2024 summary" in both
    assert both.rstrip().endswith("--format eml --to a@b.cn | /usr/sbin/sendmail -t")


def test_a_password_never_gets_into_a_crontab(installed: Cli) -> None:
    """The ledger that was named is named, libpq's passfile has the rest."""
    printed = installed("--ledger", "postgresql://wang:secret@h/x?connect_timeout=3", "schedule", "cron").out
    assert "--ledger 'postgresql://wang@h/x?connect_timeout=3' summary" in printed
    assert "secret" not in printed


def test_a_mail_to_several(installed: Cli) -> None:
    """The option is repeated, and so is the summary's own."""
    line = installed("schedule", "cron", "--mail", "a@b.cn", "--mail", "c@d.cn").out.rstrip("\n").rpartition("\n")[2]
    assert line.endswith("--format eml --to a@b.cn --to c@d.cn | /usr/sbin/sendmail -t")


@pytest.mark.parametrize("scheduler", ["cron", "systemd"])
def test_a_path_that_is_no_text(tmp_path: Path, scheduler: str) -> None:
    """A folder named in GBK is refused: its bytes would be written as something else, which nobody would notice."""
    workspace = os.fsencode(tmp_path) + b"/\xc7\xf8"
    os.mkdir(workspace)  # noqa: PTH102 -- a name in bytes
    done = subprocess.run([COMMAND, "--dir", workspace, "schedule", scheduler], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    said = done.stderr.decode()
    assert said.endswith("/\\udcc7\\udcf8” is not text in UTF-8; a schedule cannot name it: rename the folder.\n")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Mon 08:00", "0 8 * * 1"),
        ("sunday 23:59", "59 23 * * 0"),
        ("周日 7:05", "5 7 * * 0"),
        ("星期三 12：00", "0 12 * * 3"),
    ],
)
def test_times_are_read_in_both_languages(installed: Cli, text: str, fields: str) -> None:
    """Day and time of the week, as people write them."""
    assert f"\n{fields} " in installed("schedule", "cron", "--at", text).out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("at",), 2, "SCHEDULER: “at” is not one of cron, systemd."),
        (("cron", "--at", "08:00"), 1, "“08:00” is not a day and time of the week"),
        (("cron", "--at", "Mon 24:00"), 1, "is not a day and time"),
        (("cron", "--mail", "x"), 1, "“x” is not a mail address"),
        (("cron", "--mail", "a@b.cn, c@d.cn"), 1, "“a@b.cn, c@d.cn” is not a mail address"),
        (("cron", "--output", "a\nb"), 1, "has a line break"),
        (("systemd", "--output", "a\x1b[31mb"), 1, "or a control character"),
        (("cron", "--format", "eml"), 2, "--format: “eml” is not one of"),
    ],
)
def test_wrong_input_is_one_line(installed: Cli, arguments: tuple[str, ...], code: int, message: str) -> None:
    """One line on stderr, nothing that could end up in a crontab."""
    outcome: Outcome = installed("schedule", *arguments)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (code, "", 1)
    assert message in outcome.err


@needs("systemd-analyze")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """Its own checker finds nothing in the service and the timer, even with odd characters in paths."""
    workspace = tmp_path / 'a b"%s$HOME'
    workspace.mkdir()
    printed = subprocess.run(
        [COMMAND, "--dir", workspace, "schedule", "systemd", "--output", "/srv/x", "--mail", "a@b.cn"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    units = re.split(r"^# ~/\.config/systemd/user/(\S+)\n", printed, flags=re.MULTILINE)[1:]
    paths = []
    for name, text in zip(units[::2], units[1::2], strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
        paths.append(tmp_path / name)
    done = subprocess.run(["systemd-analyze", "verify", *paths], capture_output=True, text=True, check=False)
    complaints = [line for line in done.stderr.split("\n") if "jiangan-targets" in line]
    assert complaints == []


def cron_before_monday(folder: Path) -> subprocess.Popen[bytes]:
    """Debian's cron with the folder's spool, sendmail and empty tables, two seconds before a Monday 08:00."""
    sendmail = folder / "sbin" / "sendmail"
    sendmail.write_text(f"#!/bin/sh\ncat > {folder}/mail/$$.new && mv {folder}/mail/$$.new {folder}/mail/$$\n")
    sendmail.chmod(0o755)
    mounts = {
        "spool": "/var/spool/cron/crontabs",
        "empty": "/etc/cron.d",
        "crontab": "/etc/crontab",
        "run": "/run",
        "sbin": "/usr/sbin",
    }
    script = "".join(f"mount --bind '{folder / name}' {place} && " for name, place in mounts.items())
    script += "exec faketime -f '@2024-09-16 07:59:58' /usr/sbin/cron -f"
    environment = {"PATH": os.environ["PATH"], "TZ": "UTC"}
    return subprocess.Popen(["unshare", "--mount", "--fork", "--kill-child", "sh", "-c", script], env=environment)


@needs("cron", "unshare", "faketime", root=True)
def test_debians_cron_runs_the_printed_lines(tmp_path: Path) -> None:
    """The real daemon, with a spool, a clock and a sendmail of its own, runs the lines as printed, with no LANG.

    Its clock starts two seconds before Monday 08:00. What the job prints, it mails as UTF-8; the file
    is written; the eml goes through `sendmail -t`.
    """
    subprocess.run(
        [COMMAND, "--dir", tmp_path, "record", "parking", "9000", "--on", "2024-09-08"], check=True, capture_output=True
    )
    reports = tmp_path / r"报告 100% \% \\% \\ 'x'"
    for name in ("spool", "empty", "sbin", "run", "mail", reports.name):
        (tmp_path / name).mkdir()
    (tmp_path / "crontab").touch()
    schedule = [str(COMMAND), "--dir", str(tmp_path), "--lang", "zh", "schedule", "cron"]
    lines = b"".join(
        subprocess.run([*schedule, *more], check=True, capture_output=True).stdout
        for more in ([], ["--output", str(reports), "--format", "markdown", "--mail", "x@y.cn"])
    )
    spool = tmp_path / "spool" / "root"
    spool.write_bytes(lines)
    spool.chmod(0o600)
    shutil.copy(str(shutil.which("cron")), tmp_path / "sbin" / "cron")
    daemon = cron_before_monday(tmp_path)
    try:
        for _ in range(1200):
            if len(list((tmp_path / "mail").glob("*[0-9]"))) == 3 and list(reports.iterdir()):
                break
            time.sleep(0.1)
    finally:
        daemon.kill()
        daemon.wait()
    mails = [email.message_from_bytes(path.read_bytes(), policy=default) for path in (tmp_path / "mail").glob("*[0-9]")]
    (report,) = reports.iterdir()
    assert "新增停车位累计完成9000个，占年度目标的56.3%，落后序时进度12.6个百分点" in report.read_text(encoding="utf-8")
    assert re.fullmatch(r"\d{4}-W\d\d\.md", report.name)
    assert {str(message["To"]) for message in mails} == {"root", "x@y.cn"}
    bodies = [body.get_content() for message in mails if (body := message.get_body(("plain",))) is not None]
    assert sorted("新增停车位" in body for body in bodies) == [False, True, True]
    assert any(body.startswith("已写入：") and report.name in body for body in bodies)


def test_a_schedule_reminds_where_there_are_deadlines(installed: Cli, folder: Path) -> None:
    """On every weekday at the same time, with an alarm; the forms go where the summaries do."""
    assert " remind " not in installed("schedule", "cron").out
    open_office(folder)
    line = installed("schedule", "cron", "--output", "/srv/x", "--at", "Mon 07:30").out.rstrip("\n").split("\n")[-1]
    assert line.startswith("30 7 * * 1-5 ")
    assert line.endswith("remind --output /srv/x/ --fail-on late")
    units = installed("schedule", "systemd").out
    assert "# ~/.config/systemd/user/jiangan-targets-remind.timer" in units
    assert "OnCalendar=Mon..Fri 08:00\n" in units


@needs("systemd-analyze")
def test_systemd_takes_the_units_of_reminders(installed: Cli, folder: Path, tmp_path: Path) -> None:
    """Its own checker finds nothing in the two services and timers."""
    open_office(folder)
    printed = installed("schedule", "systemd", "--output", "/srv/x").out
    units = re.split(r"^# ~/\.config/systemd/user/(\S+)\n", printed, flags=re.MULTILINE)[1:]
    assert [name.removeprefix("jiangan-targets-") for name in units[::2]] == [
        *("summary.service", "summary.timer", "remind.service", "remind.timer")
    ]
    for name, text in zip(units[::2], units[1::2], strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = ["systemd-analyze", "verify", *(str(tmp_path / name) for name in units[::2])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.split("\n") if "jiangan-targets" in line] == []
