"""The forms that a command can give its result in: by name, the module that makes it and the ending of its files."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple


class Form(NamedTuple):
    """A form; its module is imported when it is asked for and has a `render` of the same face as its siblings.

    What is `for_people` is shown by a terminal; all else are data, in UTF-8 wherever they go.
    """

    module: str
    ending: str
    for_people: bool = False

    def render(self, *parts: object, **more: object) -> str:
        """The result as text."""
        made = import_module(f"jiangan_targets.render.{self.module}").render(*parts, **more)
        return str(made)


STATUS = {
    "table": Form("status.table", ".txt", for_people=True),
    "json": Form("status.json", ".json"),
    "csv": Form("status.csv", ".csv"),
    "markdown": Form("status.markdown", ".md"),
}
HISTORY = {
    "table": Form("history.table", ".txt", for_people=True),
    "json": Form("history.json", ".json"),
    "csv": Form("history.csv", ".csv"),
}
OUTLOOK = {
    "table": Form("outlook.table", ".txt", for_people=True),
    "json": Form("outlook.json", ".json"),
    "csv": Form("outlook.csv", ".csv"),
    "markdown": Form("outlook.markdown", ".md"),
}
SUMMARY = {
    "text": Form("summary.text", ".txt", for_people=True),
    "markdown": Form("summary.markdown", ".md"),
    "html": Form("summary.html", ".html"),
    "json": Form("summary.json", ".json"),
    "eml": Form("summary.mail", ".eml"),
}
REMINDER = {
    "text": Form("reminder.text", ".txt", for_people=True),
    "json": Form("reminder.json", ".json"),
}
CHART = {"svg": Form("drawing.svg", ".svg")}
