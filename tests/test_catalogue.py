"""Both languages are complete: every text in the sources has a Chinese message that fits it."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from conftest import ROOT, Cli
from jiangan_targets.errors import counted, message
from jiangan_targets.render import words
from jiangan_targets.render.language import ngettext, speak, translate

SOURCES = ROOT / "src" / "jiangan_targets"
MARKERS = {"_", "N_", "message", "Failure", "Misuse", "OutcomeUnknown", "ngettext", "counted"}
CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")
SAME_IN_BOTH = {"{text}"}


def marked(source: str) -> Iterator[str]:
    """Each text given to a marker: Python's own parser tells a call from all else that has a marker's name."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *_]) if name in MARKERS:
                yield text


def keys_of(entry: Message) -> list[str]:
    """The text of an entry, or both of one that counts."""
    return [str(key) for key in (entry.id if isinstance(entry.id, tuple) else (entry.id,)) if key]


def strings_of(entry: Message) -> list[str]:
    """The translation of an entry; Chinese has one form for any number."""
    return [str(text) for text in (entry.string if isinstance(entry.string, tuple) else (entry.string,))]


def texts() -> set[str]:
    """Every text that the sources mark for translation."""
    return {text for path in SOURCES.rglob("*.py") for text in marked(path.read_text(encoding="utf-8"))}


@pytest.fixture(scope="module")
def chinese() -> Catalog:
    """The Chinese catalogue as it is in the sources."""
    with (SOURCES / "locale" / "zh" / "LC_MESSAGES" / "jiangan_targets.po").open("rb") as file:
        return read_po(file, locale="zh")


def test_only_what_is_given_to_a_marker_is_a_text() -> None:
    """A header of a mail, a method and what fills a text have a marker's name near them, and are no texts."""
    source = """
message["Subject"] = f"of {day}"
message.set_content("body")
raise Failure("locked for {seconds} s" " by {holder}", seconds=f"{timeout:g}", holder=holder("nobody"))
"""
    assert list(marked(source)) == ["locked for {seconds} s by {holder}"]


def test_every_text_is_translated(chinese: Catalog) -> None:
    """None is missing, none is fuzzy, none is left over."""
    translated = {keys_of(entry)[0] for entry in chinese if entry.id and all(strings_of(entry)) and not entry.fuzzy}
    assert texts() - translated == set()
    assert {keys_of(entry)[0] for entry in chinese if entry.id} - texts() == set()


def test_translations_are_chinese_and_fill_the_same_fields(chinese: Catalog) -> None:
    """A field that the Chinese text does not know would raise when it is shown."""
    for entry in chinese:
        if not entry.id:
            continue
        fields = [
            {name for _text, name, _spec, _conversion in string.Formatter().parse(str(text)) if name}
            for text in (*keys_of(entry), *strings_of(entry))
        ]
        if "points" not in fields[1]:  # the Chinese wording has the direction in words, not in a sign
            assert all(names == fields[0] for names in fields), entry.id
        assert all(map(CHINESE.search, strings_of(entry))) or entry.id in SAME_IN_BOTH, entry.id


def test_the_compiled_catalogue_is_fresh(chinese: Catalog) -> None:
    """What the program reads is what the sources say."""
    speak("zh")
    for entry in chinese:
        if isinstance(entry.id, tuple):
            singular, plural = keys_of(entry)
            assert [ngettext(singular, plural, count) for count in (1, 2)] == strings_of(entry) * 2
        elif entry.id:
            assert translate(str(entry.id)) == entry.string


def test_every_text_that_counts_has_its_plural_in_the_catalogue(chinese: Catalog) -> None:
    """Both texts, as they stand in the sources: gettext looks for the pair."""
    pairs = {
        tuple(argument.value for argument in node.args[:2] if isinstance(argument, ast.Constant))
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"ngettext", "counted"}
        and isinstance(node.args[0], ast.Constant)
    }
    assert pairs
    assert {tuple(keys_of(entry)) for entry in chinese if isinstance(entry.id, tuple)} == pairs


def test_plural_forms_are_those_of_each_language() -> None:
    """English tells one from many, Chinese does not; both by gettext's own rule."""
    said = counted(
        "Would keep {count} record: see {copy}. `check --repair --yes` puts it in place.",
        "Would keep {count} records: see {copy}. `check --repair --yes` puts it in place.",
        1,
        copy="x",
    )
    assert str(said) == words.say(said)
    assert words.say(said).startswith("Would keep 1 record: ")
    many = said._replace(fields={"count": 2, "copy": "x"})
    assert words.say(many).startswith("Would keep 2 records: ")
    speak("zh")
    assert words.say(said).replace("1", "2") == words.say(many)


def test_chinese_has_its_own_punctuation(chinese: Catalog) -> None:
    """No half-width colon, comma or bracket stands beside a Chinese sign."""
    for entry in chinese:
        for text in strings_of(entry) if entry.id else ():
            assert not re.search("[\u4e00-\u9fff][:,;?!(]|[,;:)] ?[\u4e00-\u9fff]", text), text


@pytest.mark.parametrize(
    "command",
    [
        "",
        "init",
        "status",
        "overview",
        "record",
        "explain",
        "show",
        "history",
        "withdraw",
        "undo",
        "summary",
        "remind",
        "report",
        "chart",
        "schedule",
        "export",
        "import",
        "ledger",
        "check",
        "verify",
        "schema",
        "where",
    ],
)
def test_help_is_all_chinese(cli: Cli, command: str) -> None:
    """Headings, texts and what typer brings along: no line of words without Chinese."""
    shown, _heading, _examples = cli(*([command] if command else []), "--help", lang="zh").out.partition("示例")
    for line in shown.split("\n"):
        words_only = re.sub(r"\(crontab -l; .*|jiangan-targets|[-\[{<]+\S+|\b[A-Z]+\b|[a-z]+(?=  )", "", line)
        assert not re.search(r"[a-z]{2,} [a-z]{2,}", words_only), line


def test_what_fills_a_message_is_made_harmless() -> None:
    """Values from files and arguments cannot move the cursor or turn the direction of text."""
    said = words.say(message("There is no option {option}.", option="\x1b]0;x\x07\u202e"))
    assert said == "There is no option \\x1b]0;x\\x07\\u202e."


def test_no_text_is_said_past_the_catalogue() -> None:
    """No English sentence reaches a stream without a marker around it."""
    for path in SOURCES.rglob("*.py"):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            assert not re.search(r"(?:write|echo|tell|acknowledge)\(\s*f?\"[A-Z][a-z]+ ", line), f"{path.name}:{number}"


def test_the_package_has_its_catalogue_compiled() -> None:
    """An editable install compiles it too."""
    assert Path(SOURCES, "locale", "zh", "LC_MESSAGES", "jiangan_targets.mo").is_file()
