"""Input at the edges of what a system allows: one line that says what to do, never an internal error."""

from __future__ import annotations

import io
import os
import pwd
import random
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import COMMAND, ROOT, Cli
from jiangan_targets.cli.app import main
from jiangan_targets.domain.received.sheet import take_in
from jiangan_targets.errors import Failure
from jiangan_targets.storage.plan import file as plan_file
from jiangan_targets.storage.sheets import reading
from postgres_server import Server

LEDGER = Path("records", "2024.toml")
NO_TEXT = b"\xc4\xfa"  # GBK, and no UTF-8


def outcome(folder: Path, *arguments: str | bytes, **environ: str | bytes) -> tuple[int, str, str]:
    """A run of the installed command with arguments and variables of any bytes."""
    environment = {**os.environb, b"PYTHONUTF8": b"1"}
    environment |= {os.fsencode(name): os.fsencode(value) for name, value in environ.items()}
    done = subprocess.run([COMMAND, "--dir", folder, *arguments], capture_output=True, env=environment, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("command", ["status", "summary", "show parking", "record parking 9001", "chart parking"])
def test_a_day_far_from_any_plan(cli: Cli, command: str) -> None:
    """It is refused before a week leads out of the calendar; the first and last year that may have a plan are not."""
    for day in ("0001-01-01", "9999-12-31", "9999年12月31日"):
        refused = cli(*command.split(), "--on", day)
        assert (refused.code, refused.out) == (1, "")
        assert refused.err.endswith("is not in the years 1900 to 2999.\n")
    for day in ("1900-01-01", "2999-12-31"):
        assert cli("summary", "--on", day).code == 0


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "Etc/GMT+12", "Pacific/Kiritimati"])
def test_the_ends_of_the_calendar(folder: Path, zone: str) -> None:
    """What was known at the end of all time is all, and nothing at its beginning, in every zone."""
    outcome(folder, "record", "parking", "9000", "--on", "2024-09-08")
    for moment, known in (("9999-12-31", "9000"), ("0001-01-01", "null"), ("9999-12-31T23:59-12:00", "9000")):
        code, shown, said = outcome(folder, "status", "parking", "--json", "--known-at", moment, TZ=zone)
        assert (code, said) == (0, "")
        assert f'"value": {known},' in shown


@pytest.mark.parametrize(
    "command",
    [
        *("import", "summary --week 2024-W37 --output", "chart --output", "schedule cron --output"),
        *("verify", "init --dry-run --from-text", "report --month 2024-09 --output"),
    ],
)
def test_paths_that_name_nothing(folder: Path, command: str) -> None:
    """Nobody's home folder, and an empty path: an unset variable of a script must not mean the current folder."""
    nobody = outcome(folder, *command.split(), "~nosuch/x")
    assert nobody == (1, "", "Error: ~nosuch/x: there is no such home folder; write the path in full.\n")
    empty = outcome(folder, *command.split(), "")
    assert empty == (1, "", "Error: An empty path names nothing; give the path of a file or folder.\n")


@pytest.mark.parametrize("option", ["--dir", "--year", "--ledger"])
def test_an_empty_option_is_not_left_out(folder: Path, option: str) -> None:
    """What a script left empty must not choose another workspace, year or ledger in silence."""
    for text in ("", " "):
        refused = outcome(folder, option, text, "record", "parking", "9000", "--on", "2024-09-08")
        assert refused == (2, "", f"Error: Option {option} needs a value.\n")
    assert not (folder / LEDGER).exists()


def test_without_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither HOME nor an entry for the user: no folder called `~` is made, and a named workspace works."""

    def nobody(_user: int) -> object:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    for variable in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "LOGNAME", "USER"):
        monkeypatch.delenv(variable)
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    assert main(["record", "parking", "9000", "--on", "2024-09-08"]) == 1
    assert capsys.readouterr().err == "Error: You have no home folder for the records; name the workspace with --dir.\n"
    assert list(here.iterdir()) == []
    assert main(["--dir", ".", "record", "parking", "9000", "--on", "2024-09-08"]) == 0
    assert [path.name for path in here.iterdir()] == ["records"]


def test_names_in_bytes(folder: Path) -> None:
    """A login name that is no text gives way to the account's; a district or an address is refused."""
    assert outcome(folder, "record", "parking", "9000", "--on", "2024-09-08", LOGNAME=NO_TEXT, USER=NO_TEXT)[0] == 0
    assert f'by = "{pwd.getpwuid(os.getuid()).pw_name}"' in (folder / LEDGER).read_text(encoding="utf-8")
    assert outcome(folder, "undo", LOGNAME=NO_TEXT, USER=NO_TEXT)[0] == 0
    url = "postgresql://localhost:1/x"
    code, _shown, said = outcome(folder, "--ledger", url, "status", JIANGAN_TARGETS_DISTRICT=NO_TEXT)
    assert (code, said) == (1, "Error: The district “\\udcc4\\udcfa” is not text in UTF-8; correct its name.\n")
    code, _shown, said = outcome(folder, "--ledger", url.encode() + NO_TEXT, "status")
    assert (code, said) == (1, "Error: The ledger must be “file” or an address like postgresql://user@host/database.\n")


@pytest.mark.parametrize("value", ["abc", "1e3", "2.5", "%20"])
def test_a_time_limit_that_is_none(folder: Path, value: str) -> None:
    """An address with a limit that is no number is told."""
    url = f"postgresql://localhost:1/x?connect_timeout={value}"
    code, _shown, said = outcome(folder, "--ledger", url, "status")
    assert (code, said) == (
        1,
        f"Error: {url}: connect_timeout must be a whole number of seconds.\n",
    )


@pytest.mark.parametrize(
    "setting", ["client_encoding=latin1", "client_encoding=SQL_ASCII", "options=-cdatestyle%3DGerman"]
)
def test_settings_of_the_address_do_not_garble(postgres: Server, folder: Path, setting: str) -> None:
    """The program speaks UTF-8 and ISO dates with the server, whatever the address or the server's defaults say."""
    url = f"{postgres.url()}&{setting}"
    district = {"JIANGAN_TARGETS_DISTRICT": setting}
    stored = outcome(
        folder, "--ledger", url, "record", "parking", "9000", "--on", "2024-09-08", "--note", "月报😀", **district
    )
    assert (stored[0], stored[2]) == (0, "")
    code, shown, said = outcome(folder, "--ledger", url, "history", "--json", **district)
    assert (code, said) == (0, "")
    assert '"note": "月报😀"' in shown
    assert '"as_of": "2024-09-08"' in shown


def test_half_a_character_in_a_ledger(cli: Cli, folder: Path) -> None:
    """An escape that is no character is told with its line, whatever is asked, and a repair leaves it out."""
    cli("record", "parking", "9000", "--on", "2024-09-08", "--note", "x")
    path = folder / LEDGER
    path.write_text(path.read_text(encoding="utf-8").replace('note = "x"', 'note = "a\\ud800b"'), encoding="utf-8")
    for command in ("status", "history --json", "summary --week 2024-W37", "record parking 9001 --on 2024-09-09"):
        told = cli(*command.split())
        assert (told.code, told.out) == (1, "")
        assert told.err == f'Error: {path}, line 10: not valid TOML: note = "a\\ud800b"\n'
    assert "Would keep 0 records" in cli("check", "--repair").out


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/proc/self/pagemap", "/proc/self/mem", "/proc/kallsyms", "/dev/zero"])
def test_files_without_an_end(folder: Path, path: str) -> None:
    """What states a size of 0 and never ends is read up to the limit, and refused in one line."""
    if not Path(path).exists():
        pytest.skip("not a Linux system")
    code, shown, said = outcome(folder, "import", path)
    assert (code, shown, said.count("\n")) == (1, "", 1)
    assert "Internal error" not in said


def damaged(sheet: bytes) -> Iterator[bytes]:
    """510 workbooks with a byte flipped, and 300 whose parts are packed well and say nonsense."""
    for number in range(510):
        place = number * len(sheet) // 510
        yield sheet[:place] + bytes([sheet[place] ^ (1 << number % 8)]) + sheet[place + 1 :]
    chance = random.Random(1)
    with zipfile.ZipFile(io.BytesIO(sheet)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(300):
        name = chance.choice(list(parts))
        place = chance.randrange(len(parts[name]))
        nonsense = chance.choice(
            [b"", b"<", b'"', b"ZZZZ9", b"1e400", b"nan", b'r="A0"', b't="d"', b's="999"', b"\xff"]
        )
        changed = parts[name][:place] + nonsense + parts[name][place + chance.randrange(9) :]
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for other, content in parts.items():
                archive.writestr(other, changed if other == name else content)
        yield packed.getvalue()


def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path) -> None:
    """Whatever the libraries below raise, a damaged file is one clear line, and an ending is one of two."""
    from openpyxl import Workbook

    book, saved, path = Workbook(), io.BytesIO(), tmp_path / "sent.xlsx"
    assert book.active is not None
    for row in (["指标", "累计完成", "截至"], ["新增停车位", 9000, "2024-09-08"], ["新增绿地", "7.7", "2024-09-08"]):
        book.active.append(row)
    book.active.merge_cells("A5:A7")
    book.save(saved)
    plan = plan_file.load(ROOT / "targets" / "2024.toml", 2024)
    refused = 0
    for data in damaged(saved.getvalue()):
        path.write_bytes(data)
        try:
            take_in(reading.read_sheets(path), plan, None)
        except Failure as failure:
            assert str(failure).startswith((str(path), "Sheet: "))
            refused += 1
    assert refused > 300


def test_what_a_library_remarks_is_not_shown(folder: Path, tmp_path: Path) -> None:
    """A workbook with a date that Excel does not know is told by its cell, in our words alone."""
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.append(["指标", "累计完成", "截至"])
    book.active.append(["新增停车位", 9000, 99_999_999])
    book.active["C2"].number_format = "yyyy-mm-dd"
    book.save(tmp_path / "sent.xlsx")
    code, _shown, said = outcome(folder, "import", str(tmp_path / "sent.xlsx"))
    assert code == 1
    assert said.split("\n")[0].startswith("C2: ")
    assert "Warning" not in said
