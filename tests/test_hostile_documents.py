"""Word documents made to hurt: bombs, entities, links to elsewhere, nesting without end; each read, or one line."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from conftest import Cli
from jiangan_targets.errors import Failure
from jiangan_targets.storage.report.reading import report_text
from word_files import write_paragraphs

TARGET = "2024年新增停车位16000个以上。"
DOCUMENT, LINKS = "word/document.xml", "word/_rels/document.xml.rels"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def body(content: str, before: str = "") -> dict[str, str]:
    """The part that has the text."""
    return {DOCUMENT: f'<?xml version="1.0"?>{before}<w:document {NAMESPACE}><w:body>{content}</w:body></w:document>'}


def paragraph(text: str) -> str:
    """A paragraph that says this."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def nested(tags: str, depth: int) -> str:
    """Elements in one another, a target in the innermost."""
    opened = "".join(f"<w:{tag}>" for tag in tags.split())
    closed = "".join(f"</w:{tag}>" for tag in reversed(tags.split()))
    return opened * depth + paragraph(TARGET) + closed * depth


def entities() -> str:
    """Each twenty of the one before."""
    told = (f'<!ENTITY {name} "{f"&{before};" * 20}">' for before, name in pairwise("abcdefghijkl"))
    return f'<!DOCTYPE x [<!ENTITY a "{"A" * 1000}">{"".join(told)}]>'


def external(address: str, mode: str) -> dict[str, str]:
    """A template that lies elsewhere."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="{address}"{mode}/>'
    return {LINKS: f'<?xml version="1.0"?><Relationships xmlns="{RELATIONSHIPS}">{link}</Relationships>'}


Parts = Callable[[], dict[str, str]]

REFUSED: dict[str, tuple[Parts, str]] = {
    "paragraphs without end": (lambda: body("<w:p/>" * 1_100_000), "is too large a document"),
    "rows without end": (lambda: body("<w:tbl>" + "<w:tr/>" * 1_100_000 + "</w:tbl>"), "is too large a document"),
    "links without end": (
        lambda: {LINKS: f'<Relationships xmlns="{RELATIONSHIPS}">{"<Relationship/>" * 1_100_000}</Relationships>'},
        "is too large a document",
    ),
    "a text without end": (lambda: body(paragraph("停" * 300_000)), "has more than 100000 characters"),
    "a picture of a gigabyte": (lambda: {"word/media/x.png": "\0" * (65 << 20)}, "unpacks to more than 64 MB"),
    "parts without end": (lambda: {f"word/x{n}.xml": "<a/>" for n in range(3000)}, "unpacks to more than 64 MB"),
    "entities of entities": (lambda: body(paragraph("&l;"), entities()), "is damaged"),
    "nesting that no stack bears": (lambda: body(nested("ins", 100_000)), "is damaged"),
    "tables in tables": (lambda: body(nested("tbl tr tc", 3_000)), "is damaged"),
    "no text part": (lambda: {DOCUMENT: ""}, "is damaged"),
}
READ: dict[str, Parts] = {
    "a template on the net": lambda: (
        body(paragraph(TARGET)) | external("http://127.0.0.1:9/x", ' TargetMode="External"')
    ),
    "a template in a file": lambda: body(paragraph(TARGET)) | external("file:///etc/passwd", ' TargetMode="External"'),
    "remarks and instructions": lambda: body(f"<?x y?><!-- z -->{paragraph(TARGET)}<w:p><?x y?><!-- z --></w:p>"),
    "nesting as in controls": lambda: body(nested("sdt sdtContent", 40)),
}


def document(path: Path, parts: dict[str, str]) -> bytes:
    """A document with parts that replace its own, or stand beside them."""
    write_paragraphs(path, TARGET)
    made = io.BytesIO()
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in whole.namelist():
            if name not in parts:
                changed.writestr(name, whole.read(name))
        for name, content in parts.items():
            changed.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("name", REFUSED)
def test_a_bomb_is_refused(tmp_path: Path, name: str) -> None:
    """Before it is unpacked into memory, in one line."""
    parts, problem = REFUSED[name]
    with pytest.raises(Failure, match=problem):
        report_text(document(tmp_path / "x.docx", parts()), Path("x.docx"))


@pytest.mark.parametrize("name", READ)
def test_what_is_only_odd_is_read(tmp_path: Path, name: str) -> None:
    """And nothing is fetched from anywhere."""
    assert TARGET in report_text(document(tmp_path / "x.docx", READ[name]()), Path("x.docx"))


@pytest.mark.parametrize("form", ["&a;", ""])
def test_no_other_file_is_read(tmp_path: Path, form: str) -> None:
    """An entity that is a file of this machine, or a document type that is a FIFO: neither is opened."""
    secret, fifo = tmp_path / "secret", tmp_path / "fifo"
    secret.write_text("2024年新增秘密777个", encoding="utf-8")
    os.mkfifo(fifo)
    told = (
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]>' if form else f'<!DOCTYPE x SYSTEM "{fifo.as_uri()}">'
    )
    data = document(tmp_path / "x.docx", body(paragraph(TARGET + form), told))
    try:
        assert "777" not in report_text(data, Path("x.docx"))
    except Failure as failure:
        assert "is damaged" in str(failure)


def test_any_flipped_byte_is_read_or_told(tmp_path: Path) -> None:
    """A sixth of a document's bytes, one after the other: never an error of the program."""
    whole = document(tmp_path / "x.docx", body(paragraph(TARGET)))
    for place in range(0, len(whole), len(whole) // 300):
        data = whole[:place] + bytes([whole[place] ^ (1 << place % 8)]) + whole[place + 1 :]
        try:
            assert report_text(data, Path("x.docx"))
        except Failure as failure:
            assert "x.docx" in str(failure)


def test_a_plan_without_its_schema_is_a_plan(cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full behind the plan, the plan is there, and the exit code says so."""

    def full(path: Path, *_arguments: object, **_options: object) -> None:
        raise Failure("{path}: no space is left on the disk.", path=path)

    monkeypatch.setattr("jiangan_targets.storage.disk.results.write_file", full)
    outcome = cli("init", "--year", "2031")
    assert (outcome.code, (folder / "targets" / "2031.toml").exists()) == (0, True)
    assert not (folder / "targets" / "schema.json").exists()


def test_the_longest_names_make_a_document(cli: Cli, folder: Path) -> None:
    """A property of a Word file has 255 characters, its title may have more: the text has all of it."""
    for office, code in (("办" * 100, 0), ("办" * 101, 1)):
        (folder / "config.toml").write_text(f'[report]\noffice = "{office}"\n', encoding="utf-8")
        outcome = cli("report", "--month", "2024-09", "--output", str(folder / "x.docx"), "--overwrite", lang="zh")
        assert outcome.code == code
    assert "办" * 100 in report_text((folder / "x.docx").read_bytes(), Path("x.docx"))
