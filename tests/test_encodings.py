"""What is written in which encoding: to terminals, through pipes and into files, in other locales than UTF-8."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import COMMAND, Cli, needs

GB, LATIN = "zh_CN.GB18030", "en_US.ISO-8859-1"
CODECS = {GB: "gb18030", LATIN: "iso-8859-1"}
DATA = [
    *(["status", "--json"], ["status", "--format", "csv"], ["status", "--format", "markdown"]),
    *(["history", "--json"], ["history", "--format", "csv"], ["show", "parking", "--json"], ["where", "--json"]),
    *(["summary", "--week", "2024-W37", "--format", form] for form in ("html", "json", "eml", "markdown")),
    ["chart", "parking"],
]
TEXT = [["status"], ["show", "parking"], ["history"], ["check"], ["summary", "--week", "2024-W37"], ["--help"]]

pytestmark = [needs("localedef"), pytest.mark.usefixtures("year_of_records")]


@pytest.fixture(scope="session")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with locales that are not UTF-8; where their sources are not installed a skip, or a failure in CI."""
    base = tmp_path_factory.getbasetemp()
    # GB18030 takes some seconds to make: once for all of xdist's workers.
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "locales"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for name in CODECS:
            language, charset = name.split(".")
            if not (folder / name).exists():
                command = ["localedef", "-i", language, "-f", charset, str(folder / name)]
                subprocess.run(command, capture_output=True, check=False)
            if not (folder / name / "LC_CTYPE").exists():
                assert not os.environ.get("CI"), "the package `locales` is missing"
                pytest.skip("not on this machine: the sources of locales")
    return folder


Environment = Callable[[str], dict[str, str]]


@pytest.fixture
def environment(locales: Path, folder: Path) -> Environment:
    """What a session in a locale has; the workspace is that of the test."""

    def environment(locale: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_"))}
        fixed = {"NO_COLOR": "1", "COLUMNS": "140", "JIANGAN_TARGETS_DIR": str(folder)}
        return {**kept, **fixed, "LOCPATH": str(locales), "LC_ALL": locale}

    return environment


def piped(arguments: list[str], environ: dict[str, str]) -> bytes:
    """What the installed command writes into a pipe."""
    done = subprocess.run([COMMAND, *arguments], env=environ, capture_output=True, check=True)
    assert done.stderr == b"" or "--output" in arguments or "export" in arguments
    return done.stdout


def on_terminal(arguments: list[str], environ: dict[str, str], *, code: int = 0) -> bytes:
    """What a terminal gets, of both streams, with the ends of lines as they were written."""
    main, side = pty.openpty()
    with subprocess.Popen([COMMAND, *arguments], env=environ, stdin=side, stdout=side, stderr=side) as process:
        os.close(side)
        shown = b""
        try:
            while chunk := os.read(main, 65536):
                shown += chunk
        except OSError:  # how Linux says that nobody writes any more
            pass
    os.close(main)
    assert process.returncode == code
    return shown.replace(b"\r\n", b"\n")


@pytest.mark.parametrize("locale", CODECS)
def test_the_locale_is_what_the_test_says(environment: Environment, locale: str) -> None:
    """Else all the others would prove nothing."""
    code = "import sys, codecs; print(codecs.lookup(sys.stdout.encoding).name)"
    done = subprocess.run([sys.executable, "-c", code], env=environment(locale), capture_output=True, check=True)
    assert done.stdout.decode().replace("iso8859", "iso-8859").strip() == CODECS[locale]


@pytest.mark.parametrize("arguments", DATA, ids=" ".join)
def test_data_in_a_form_is_utf8_off_a_terminal(environment: Environment, arguments: list[str]) -> None:
    """A pipe gets the very bytes that it gets in a UTF-8 locale, with Chinese names among them."""
    arguments = ["--lang", "zh", *arguments]
    expected = piped(arguments, environment("C.UTF-8"))
    expected.decode("utf-8")
    assert piped(arguments, environment(GB)) == expected


@pytest.mark.parametrize("locale", CODECS)
def test_data_in_a_form_is_utf8_in_a_file(environment: Environment, tmp_path: Path, locale: str) -> None:
    """`status --json > x.json`, in any locale."""
    file = tmp_path / "x.json"
    with file.open("wb") as stdout:
        subprocess.run([COMMAND, "status", "--json"], env=environment(locale), stdout=stdout, check=True)
    assert json.loads(file.read_bytes().decode("utf-8"))["targets"][0]["name"] == "地区生产总值增速"


def test_a_saved_text_and_a_sheet_are_utf8(environment: Environment, tmp_path: Path) -> None:
    """`--output` and `export` write files of their own: a summary as text too, and the CSV with its mark."""
    text, sheet = tmp_path / "week.txt", tmp_path / "sheet.csv"
    piped(["summary", "--week", "2024-W37", "--output", str(text)], environment(GB))
    piped(["export", str(sheet), "--on", "2024-10-20"], environment(GB))
    assert "新增停车位" in text.read_bytes().decode("utf-8")
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "新增停车位" in sheet.read_bytes().decode("utf-8-sig")


@pytest.mark.parametrize("arguments", [*TEXT, *DATA], ids=" ".join)
def test_a_terminal_gets_its_own_encoding(environment: Environment, arguments: list[str]) -> None:
    """In GB18030 the same characters as in UTF-8, Chinese and the signs of bars and charts; a mail is ASCII anyway."""
    arguments = ["--lang", "zh", *arguments]
    expected = on_terminal(arguments, environment("C.UTF-8")).decode("utf-8")
    assert on_terminal(arguments, environment(GB)).decode("gb18030") == expected


@pytest.mark.parametrize("arguments", TEXT, ids=" ".join)
def test_text_for_people_is_in_the_locale_when_piped(environment: Environment, arguments: list[str]) -> None:
    """`status | less` ends at the same terminal."""
    arguments = ["--lang", "zh", *arguments]
    expected = piped(arguments, environment("C.UTF-8")).decode("utf-8")
    assert piped(arguments, environment(GB)).decode("gb18030") == expected


@pytest.mark.parametrize("write", [on_terminal, piped], ids=["terminal", "pipe"])
@pytest.mark.parametrize("command", [["status"], ["show", "towers-100m"], ["history"]], ids=" ".join)
def test_without_the_signs_it_is_drawn_in_ascii(
    environment: Environment, command: list[str], write: Callable[[list[str], dict[str, str]], bytes]
) -> None:
    """What `--ascii` draws, in a locale that has no `█`."""
    command = ["--lang", "en", *command]
    shown = write(command, environment(LATIN))
    expected = write([*command, "--ascii"], environment("C.UTF-8")).decode("utf-8")
    assert shown == expected.encode("iso-8859-1", "backslashreplace")  # names and quotes in Chinese
    assert b"\\u2" not in shown


@pytest.mark.parametrize("encoding", ["gbk", "gb2312", "big5", "iso-8859-1", "ascii"])
def test_one_missing_sign_is_enough(environment: Environment, encoding: str) -> None:
    """GBK has `█` and lacks `░`: all is drawn in ASCII, as half of it would puzzle."""
    environ = {**environment("C.UTF-8"), "PYTHONIOENCODING": encoding}
    expected = on_terminal(["--lang", "en", "status", "--ascii"], environ)
    assert on_terminal(["--lang", "en", "status"], environ) == expected
    assert expected.isascii()


@pytest.mark.parametrize("encoding", ["iso-8859-1", "ascii", "gbk"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["summary", "--week", "2024-W37"], 0),
        (["summary", "--week", "2024-W37", "--revised"], 0),
        (["record", "parking", "9100", "--on", "2024-09-09", "--dry-run"], 0),
        (["status", "nonsense"], 1),
        (["record", "parking", "nonsense"], 1),
        (["nonsense"], 2),
        (["status", "--help"], 0),
    ],
)
def test_no_sign_of_ours_comes_out_as_its_number(
    environment: Environment, encoding: str, arguments: list[str], code: int
) -> None:
    """Arrows, quotation marks, dashes and standings in answers, summaries, help and messages have an ASCII look."""
    environ = {**environment("C.UTF-8"), "PYTHONIOENCODING": encoding}
    shown = on_terminal(["--lang", "en", *arguments], environ, code=code)
    assert not re.search(rb"\\(u2|x[89a-f])", shown)


def test_what_stands_for_what(environment: Environment) -> None:
    """An answer and a complaint in ISO-8859-1."""
    answer = on_terminal(["record", "parking", "9100", "--on", "2024-09-09", "--dry-run"], environment(LATIN))
    assert "9,000 -> 9,100 (+100) · 56.9% of 16,000" in answer.decode("iso-8859-1")
    complaint = on_terminal(["status", "nonsense"], environment(LATIN), code=1)
    assert b'"nonsense"' in complaint


def test_names_that_a_terminal_lacks_are_escaped_and_json_stays_json(environment: Environment) -> None:
    """Nothing stands for a Chinese name; and within data nothing stands for anything, least of all a quotation mark."""
    shown = on_terminal(["status", "--json"], environment(LATIN)).decode("iso-8859-1")
    plain = json.loads(piped(["status", "--json"], environment(LATIN)))
    assert json.loads(shown) == plain
    assert "\\u65b0\\u589e" in shown
    table = on_terminal(["--lang", "zh", "status"], environment(LATIN)).decode("iso-8859-1")
    assert "\\u65b0\\u589e" in table
    assert "\\u2588" not in table


@pytest.mark.parametrize("locale", ["C.UTF-8", GB])
def test_the_tab_key_speaks_the_locale(environment: Environment, cli: Cli, locale: str) -> None:
    """An alias that was begun in GB18030 is finished in it."""
    cli("status", "--json")  # keeps the offers
    codec = CODECS.get(locale, "utf-8")
    words = {"COMP_WORDS": "jiangan-targets\nrecord\n停", "COMP_CWORD": "2"}
    pressed = {"_JIANGAN_TARGETS_COMPLETE": "complete_bash", **words}
    environ = {name: value.encode(codec) for name, value in {**environment(locale), **pressed}.items()}
    done = subprocess.run([COMMAND], env=environ, capture_output=True, check=True)
    assert done.stdout.decode(codec) == "停车位\n"


def test_a_terminal_that_tells_no_size_is_80_cells_wide(environment: Environment) -> None:
    """A serial line tells 0 columns: what is drawn is what COLUMNS=80 draws."""
    environ = environment(GB)
    without = {name: value for name, value in environ.items() if name != "COLUMNS"}
    assert on_terminal(["status"], without) == on_terminal(["status"], {**environ, "COLUMNS": "80"})
