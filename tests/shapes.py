"""Targets files of a few tables, for tests of every shape."""

from __future__ import annotations

from pathlib import Path

HEAD = 'year = 2024\ntitle = "某区目标"\ntitle_en = "Targets"\nlanguage = "zh"\n[groups.g]\nname = "g"\n'
ON = ("--on", "2024-06-30")


def write(folder: Path, *targets: str, head: str = "") -> None:
    """A targets file of these tables; each begins with its id and takes a name and group by itself."""
    tables = []
    for text in targets:
        identifier, _line, body = text.partition("\n")
        tables.append(
            f'[targets.{identifier}]\nname = "目标{identifier}"\nname_en = "{identifier}"\ngroup = "g"\n{body}\n'
        )
    (folder / "targets").mkdir(exist_ok=True)
    text = HEAD.replace("[groups.g]", f"{head}[groups.g]") + "\n".join(tables)
    (folder / "targets" / "2024.toml").write_text(text, encoding="utf-8")
