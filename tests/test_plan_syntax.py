"""What is no TOML in a targets file is told with what to write instead, by the installed command."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from conftest import COMMAND

PLAN = """\
year = 2024
title = "目标"

[groups.city]
name = "城建"

[targets.parking]
name = "新增停车位"
group = "city"
kind = "total"
value = 1000
unit = "个"

[targets.bridge]
name = "大桥通车"
group = "city"
kind = "event"
by = 2024-06-30
"""

SLIPS = {
    "curly quotes": ('"新增停车位"', "“新增停车位”", 8, 'quotation marks of TOML are plain: "…"', "引号用英文直引号"),
    "no end": ('"新增停车位"', '"新增停车位', 8, "a quotation mark is missing", "少了一个引号"),
    "a key in Chinese": ("unit =", "单位 =", 12, "keys are English words, like name, value and unit", "键名用英文"),
    "a unit": ("1000", "1.6万个", 11, "a number stands alone, like 16000 or 9.5", "数字单独写"),
    "thousands": ("1000", "1，000", 11, "a number stands alone, like 16000 or 9.5", "数字单独写"),
    "a day": ("2024-06-30", "2024年6月30日", 18, "a day is written like 2026-06-30", "日期写成 2026-06-30"),
    "an impossible day": ("2024-06-30", "2024-06-31", 18, "a day is written like 2026-06-30", "日期写成 2026-06-30"),
    "full-width signs": ("kind =", "kind ＝", 10, "signs of TOML are half-width: = , . [ ] { } #", "符号用半角"),
    "a bracket": ("[targets.bridge]", "[targets.bridge", 14, "a table's name stands between [ and ]", "表名要写在"),
    "a table twice": ("[targets.bridge]", "[targets.parking]", 14, "there is such a table above", "上面已有同名的表"),
    "a key twice": ("unit =", "value = 2\nunit =", 12, "the key is there already, above", "上面已有这个键"),
}


def told(folder: Path, text: str, *arguments: str, lang: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command in a workspace with that targets file."""
    path = folder / "targets/2024.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    done = subprocess.run([COMMAND, "--lang", lang, *arguments], capture_output=True, cwd=folder, check=False)
    assert path.read_text(encoding="utf-8") == text
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_says_what_to_write(tmp_path: Path, name: str) -> None:
    """`status` names the line, the advice and `check`; `check` says the same, in both languages."""
    written, slip, line, english, chinese = SLIPS[name]
    text = PLAN.replace(written, slip, 1)
    code, out, err = told(tmp_path, text, "status", lang="en")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert f"line {line}: not valid TOML: " in err
    assert english in err
    assert err.endswith("(Then run `jiangan-targets check --year 2024`.)\n")
    code, out, _err = told(tmp_path, text, "check", lang="zh")
    assert code == 1
    assert f"第 {line} 行" in out
    assert chinese in out


def test_what_no_advice_fits_is_told_as_it_is(tmp_path: Path) -> None:
    """No guess is made."""
    code, _out, err = told(tmp_path, PLAN + "what\n", "status", lang="en")
    assert code == 1
    assert err.endswith("line 19: not valid TOML: what (Then run `jiangan-targets check --year 2024`.)\n")


def test_the_advice_names_the_workspace_that_was_meant(tmp_path: Path) -> None:
    """Without --dir, `check` would look elsewhere and find no errors."""
    elsewhere, mine = tmp_path / "elsewhere", tmp_path / "my district"
    elsewhere.mkdir()
    mine.mkdir()
    told(mine, PLAN.replace("unit =", 'ownr = "a"\nunit_eng = "b"\nunit ='), "where", lang="en")
    refused = subprocess.run(
        [COMMAND, "--lang", "en", "status", "--dir", "../my district"],
        capture_output=True,
        text=True,
        cwd=elsewhere,
        check=False,
    )
    advice = "`jiangan-targets --dir '../my district' check --year 2024` lists them all.)\n"
    assert refused.stderr.endswith(f"(Mistakes in this file: 2; {advice}")
    advised = [str(COMMAND), "--lang", "en", "--dir", "../my district", "check", "--year", "2024"]
    listed = subprocess.run(advised, capture_output=True, text=True, cwd=elsewhere, check=False)
    assert listed.returncode == 1
    assert listed.stdout.count("error: ") == 2
