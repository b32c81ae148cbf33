"""Lines for cron and systemd that make the weekly summary: quoted, with absolute paths, ready to use."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import category

from jiangan_targets.domain.calendar import DAY_NAMES
from jiangan_targets.domain.text import is_text
from jiangan_targets.domain.weekly_time import WeeklyTime
from jiangan_targets.errors import Failure
from jiangan_targets.render.language import translate as _

_SENDMAIL = "/usr/sbin/sendmail -t"


class Job(NamedTuple):
    """A command by its words, whether what it prints is a mail to send, and whether it runs on all days of work."""

    command: Sequence[str]
    mails: bool = False
    daily: bool = False


def render_cron(jobs: Sequence[Job], at: WeeklyTime) -> str:
    """Lines of a crontab. Cron itself mails what a command prints: as UTF-8."""
    weekly, daily = _parted(jobs)
    when = f"{at.minute} {at.hour} * *"
    lines = [
        f"# {_('jiangan-targets: the weekly summary')}",
        "CONTENT_TYPE=text/plain; charset=utf-8",
        "CONTENT_TRANSFER_ENCODING=8bit",
        *(f"{when} {(at.day + 1) % 7} {_cron_command(job)}" for job in weekly),
    ]
    if daily:
        lines.append(f"# {_('jiangan-targets: what is due and what is late')}")
    lines += [f"{when} 1-5 {_cron_command(job)}" for job in daily]
    return "\n".join(lines) + "\n"


def render_systemd(jobs: Sequence[Job], at: WeeklyTime) -> str:
    """A service and its timer, each under the name of its file; two more for what runs on all days of work."""
    weekly, daily = _parted(jobs)
    clock = f"{at.hour:02}:{at.minute:02}"
    units = _units("summary", _("jiangan-targets: the weekly summary"), weekly, f"{DAY_NAMES[at.day][:3]} {clock}")
    if daily:
        described = _("jiangan-targets: what is due and what is late")
        units += "\n" + _units("remind", described, daily, f"Mon..Fri {clock}")
    return units


def _parted(jobs: Sequence[Job]) -> tuple[list[Job], list[Job]]:
    """Those of a week, and those of a day."""
    return [job for job in jobs if not job.daily], [job for job in jobs if job.daily]


def _units(name: str, description: str, jobs: Sequence[Job], when: str) -> str:
    commands = "\n".join(f"ExecStart={_systemd_command(job)}" for job in jobs)
    return (
        f"# ~/.config/systemd/user/jiangan-targets-{name}.service\n"
        f"[Unit]\nDescription={description}\n\n[Service]\nType=oneshot\n{commands}\n\n"
        f"# ~/.config/systemd/user/jiangan-targets-{name}.timer\n"
        f"[Unit]\nDescription={description}\n\n[Timer]\n"
        f"OnCalendar={when}\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def _shell(job: Job) -> str:
    line = shlex.join(_checked(job))
    return f"{line} | {_SENDMAIL}" if job.mails else line


def _cron_command(job: Job) -> str:
    """The line with its signs kept from cron: a % ends a command, a backslash before a % is taken away.

    Backslashes of a path stand in single quotes, always: with the quotes ended and begun again, none is before a sign.
    """
    return _shell(job).replace("\\", "\\''").replace("%", r"\%")


def _systemd_command(job: Job) -> str:
    words = ["/bin/sh", "-c", _shell(job)] if job.mails else _checked(job)
    return " ".join(map(_systemd_word, words))


def _checked(job: Job) -> Sequence[str]:
    """The words of a command that fits on one line."""
    for word in job.command:
        if any(category(sign) == "Cc" for sign in word):
            raise Failure("“{text}” has a line break or a control character; a schedule cannot name it.", text=word)
        if not is_text(word):
            raise Failure("“{text}” is not text in UTF-8; a schedule cannot name it: rename the folder.", text=word)
    return job.command


def _systemd_word(word: str) -> str:
    """In a unit % starts a specifier and $ a variable, and quotes take backslashes."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return escaped if re.fullmatch(r"[\w./:=@+-]+", word) else f'"{escaped}"'
