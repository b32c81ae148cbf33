"""The JSON Schema of a targets file: made of the models, true to them, and understood by an editor's checker."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Cli
from jiangan_targets.domain.founding.new_plan import NewPlan
from jiangan_targets.domain.target import Target
from jiangan_targets.errors import Message
from jiangan_targets.render import targets_file, words
from jiangan_targets.render.language import speak
from jiangan_targets.render.targets_file import render_targets_file
from jiangan_targets.storage import toml
from jiangan_targets.storage.plan import file as plan_file
from jiangan_targets.storage.plan import schema
from jiangan_targets.storage.plan.building import build_plan
from jiangan_targets.storage.plan.descriptions import DESCRIPTIONS
from jiangan_targets.storage.plan.json_schema import render_schema

TOMBI = Path(sys.executable).with_name("tombi")
SHIPPED = ROOT / "targets" / "schema.json"


def in_both_languages(said: Message) -> str:
    """English, then Chinese: an editor does not say which its user reads."""
    both = []
    for language in ("en", "zh"):
        speak(language)
        both.append(words.say(said))
    speak("en")
    return "\n".join(dict.fromkeys(both))


def test_the_shipped_schema_is_made_of_the_models() -> None:
    """Whoever changes a model or a description makes it anew: UPDATE_GOLDENS=1."""
    made = render_schema(in_both_languages)
    if os.environ.get("UPDATE_GOLDENS"):
        SHIPPED.write_text(made, encoding="utf-8")
    assert SHIPPED.read_text(encoding="utf-8") == made


def test_every_key_is_described() -> None:
    """No key without a description, and none described that is not there."""
    for name, described in DESCRIPTIONS.items():
        fields = getattr(schema, name).model_fields
        assert {field.alias or key for key, field in fields.items()} == set(described)
    assert {name for name in vars(schema) if name.endswith("Model") and name[0] not in "_B"} == set(DESCRIPTIONS)


def test_the_command_prints_what_is_shipped(installed: Cli) -> None:
    """On stdout, whole, in Draft 4, with each description in both languages."""
    done = installed("schema")
    assert (done.code, done.err) == (0, "")
    assert done.out == SHIPPED.read_text(encoding="utf-8")
    printed = json.loads(done.out)
    assert printed["$schema"] == "http://json-schema.org/draft-04/schema#"
    value = printed["definitions"]["TargetModel"]["properties"]["value"]
    assert [set(form.get("properties", {})) for form in value["oneOf"]] == [
        set(),
        {"base", "growth"},
        {"lower", "upper"},
        {"figure", "plus"},
    ]
    assert value["description"] == "What the year must reach. Left out: only tracked.\n全年要达到多少；不写则仅跟踪。"


def test_no_word_of_another_draft_is_left() -> None:
    """A checker that knows Draft 4 alone would pass over `$defs` or `const` in silence."""

    def keys(node: Any) -> set[str]:  # noqa: ANN401 -- JSON
        if isinstance(node, list):
            return set().union(*map(keys, node))
        return set(node).union(*map(keys, node.values())) if isinstance(node, dict) else set()

    told = keys(json.loads(SHIPPED.read_text(encoding="utf-8")))
    assert not told & {"$defs", "const", "x-forms", "anyOf", "prefixItems", "exclusiveMinimum", "null"}


def flagged(folder: Path) -> dict[str, list[str]]:
    """The errors that tombi finds in each targets file of a folder, by its name; the network stays out of it."""
    done = subprocess.run(
        [TOMBI, "lint", "--offline", "."],
        cwd=folder,
        env={"HOME": str(folder), "PATH": os.environ["PATH"]},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    told: dict[str, list[str]] = {}
    plain = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
    for said, path in re.findall(r"Error: (.*)\n +at (.*?):\d+:\d+", plain):
        told.setdefault(Path(path).name, []).append(said)
    assert (done.returncode != 0) == bool(told), plain
    return told


HEAD = '#:schema ./schema.json\nyear = 2027\ntitle = "示例"\n\n[groups.city]\nname = "城建"\n\n'
TARGET = '[targets.parking]\nname = "停车位"\ngroup = "city"\nkind = "total"\nunit = "个"\n'
RATE = '[targets.growth]\nname = "增速"\ngroup = "city"\nkind = "rate"\nunit = "%"\n'

RIGHT = {
    "number": TARGET + "value = 16000\n",
    "decimal": TARGET + "value = 9.5\n",
    "growth": TARGET + "value = { base = 137, growth = 5 }\n",
    "range": RATE + 'comparison = "within"\nvalue = { lower = 5, upper = 6 }\n',
    "reference": RATE
    + "value = 6\n"
    + RATE.replace("growth", "income").replace("增速", "收入")
    + 'value = { figure = "growth", plus = 0.5 }\n',
    "left-out": TARGET,
    "milestones": TARGET + "value = 16000\nmilestones = [{ by = 2027-06-30, value = 8000 }]\n",
    "plan": TARGET + "value = 16000\nplan = { 3 = 2500, 6 = 8000 }\n",
    "revisions": TARGET
    + 'value = 1\nrevisions = [{ from = 2027-08-01, value = { base = 9, growth = 5 }, reason = "预算" }]\n',
    "years": TARGET + "value = 100\ntotal_by = 2028\nyears = { 2026 = 50, 2027 = 100, 2028 = 50 }\n",
    "event": '[targets.bridge]\nname = "大桥"\ngroup = "city"\nkind = "event"\nby = 2027-06-30\n',
    "months": TARGET + "value = 24\nlast_year_months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12.5]\nbroad = true\n",
    "curve": TARGET + 'value = 24\ncurve = [8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 10, 10]\npace = "last_year"\n',
    "revised-plan": TARGET
    + "value = 9\nplan = { 3 = 1 }\nrevisions = [{ from = 2027-08-01, value = 8, plan = { 9 = 6 } }]\n",
    "reporting": '[reporting]\nevery = "month"\ndue = "2nd workday 17:30"\nholidays = ["a.toml", "b.toml"]\n' + TARGET,
    "reporting-by-mail": '[reporting]\nevery = "week"\ndue = "周二 12:00"\nholidays = "a.toml"\nzone = "-03:30"\n'
    '[reporting.mail]\n"区城管局" = "王 <a@b.cn>"\n' + TARGET + 'owner = "区城管局"\n',
    "parts": TARGET
    + 'value = 2100\n[targets.parking.parts]\nunit_of = "街道"\n"大智街道" = 1200\n'
    + '"一元街道" = { value = 900, last_year = 700.5, owner = "一元街道办" }\n"后湖街道" = {}\n',
    "parts-by-name": TARGET + 'value = 2100\nparts = ["大智街道", "一元街道"]\nunit_of = "街道"\n',
    "lights": "[lights]\nfar_behind = -20\nrate = { far_behind = -1 }\n" + TARGET,
}
WRONG = {
    "unknown-key": TARGET + "valeu = 16000\n",
    "unknown-key-above": "[light]\nbehind = 0\n" + TARGET,
    "text-for-a-number": TARGET + 'value = "1.6万"\n',
    "half-a-growth": TARGET + "value = { base = 137 }\n",
    "two-forms": TARGET + "value = { base = 137, growth = 5, lower = 1 }\n",
    "unknown-kind": TARGET.replace("total", "totals") + "value = 1\n",
    "unknown-comparison": TARGET + 'value = 1\ncomparison = "around"\n',
    "unknown-period": '[reporting]\nevery = "day"\ndue = "day 1"\n' + TARGET,
    "no-deadline": '[reporting]\nevery = "month"\n' + TARGET,
    "a-day-as-a-number": '[reporting]\nevery = "month"\ndue = 8\n' + TARGET,
    "a-zone-by-name": '[reporting]\nevery = "month"\ndue = "day 8"\nzone = "CST"\n' + TARGET,
    "no-holidays": '[reporting]\nevery = "month"\ndue = "day 8"\nholidays = []\n' + TARGET,
    "no-group": TARGET.replace('group = "city"\n', "") + "value = 1\n",
    "chinese-id": TARGET.replace("parking", '"停车位"') + "value = 1\n",
    "day-in-quotes": TARGET + 'by = "2027年"\n',
    "month-13": TARGET + "value = 16000\nplan = { 13 = 2500 }\n",
    "misspelt-in-a-list": TARGET + "value = 2\nmilestones = [{ by = 2027-06-30, valu = 1 }]\n",
    "misspelt-revision": TARGET + "value = 2\nrevisions = [{ form = 2027-06-30, value = 1 }]\n",
    "part-in-words": TARGET + 'value = 2\n[targets.parking.parts]\n"大智街道" = "1.2千"\n',
    "part-misspelt": TARGET + 'value = 2\n[targets.parking.parts]\n"大智街道" = { valeu = 2 }\n',
    "parts-as-text": TARGET + 'value = 2\nparts = "大智街道"\n',
    "parts-empty": TARGET + "value = 2\nparts = []\n",
    "far-too-many-decimals": TARGET + "value = 2\ndecimals = 99\n",
}


def test_an_editor_and_the_program_say_the_same(tmp_path: Path) -> None:
    """Each form of a value and of a list passes both; each slip of the hand is flagged by both."""
    (tmp_path / "schema.json").write_bytes(SHIPPED.read_bytes())
    for name, text in (RIGHT | WRONG).items():
        (tmp_path / f"{name}.toml").write_text(HEAD + text, encoding="utf-8")
    told = flagged(tmp_path)
    refused = {
        name for name, text in (RIGHT | WRONG).items() if build_plan(toml.parse(HEAD + text, tmp_path), 2024)[0] is None
    }
    assert refused == set(WRONG)
    assert {name.removesuffix(".toml") for name in told} == set(WRONG), told


@pytest.mark.parametrize(("name", "said"), [("unknown-key", "valeu"), ("chinese-id", "must match the pattern")])
def test_an_editor_says_what_is_wrong(tmp_path: Path, name: str, said: str) -> None:
    """Not only that something is."""
    (tmp_path / "schema.json").write_bytes(SHIPPED.read_bytes())
    (tmp_path / "2027.toml").write_text(HEAD + WRONG[name], encoding="utf-8")
    assert said in " ".join(flagged(tmp_path)["2027.toml"])


@pytest.mark.parametrize("name", RIGHT)
def test_a_plan_is_written_as_it_was_read(tmp_path: Path, name: str) -> None:
    """`init` writes what the file said: each form of a value, each list, each table."""
    path = tmp_path / "2027.toml"
    plan, failures = plan_file.parse((HEAD + RIGHT[name]).encode(), path, 2027)
    assert plan is not None, failures
    written = render_targets_file(NewPlan(plan, {}, {}))
    assert plan_file.parse(written.encode(), path, 2027) == (plan, [])


def test_no_field_of_a_target_is_forgotten() -> None:
    """A field that a later version adds is written by `init` too, or this says so."""
    written = {*targets_file.KEYS, "id", "year", "value", "upper", "reference", "part"}
    assert written == set(Target._fields)


def test_every_shipped_file_passes(tmp_path: Path) -> None:
    """The targets of 2024 name the schema beside them, and have nothing that it does not know."""
    for path in (ROOT / "targets").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
        assert path.suffix != ".toml" or path.read_text(encoding="utf-8").startswith("#:schema ./schema.json\n")
    assert flagged(tmp_path) == {}
