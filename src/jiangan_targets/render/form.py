"""The forms that a command can give its result in: by name, the module that makes it and the ending of its files."""

from importlib import import_module
from typing import NamedTuple

from jiangan_targets.errors import Failure


class Form(NamedTuple):
    """A form; its module is imported when it is asked for and has a `render` of the same face as its siblings.

    What is `for_people` is shown by a terminal; all else are data, in UTF-8 wherever they go. What is `binary`
    is a file of an office program: bytes, from a package that is an `extra`.
    """

    module: str
    ending: str
    for_people: bool = False
    binary: bool = False

    def render(self, *parts: object, **more: object) -> str:
        """The result as text."""
        made = import_module(f"jiangan_targets.render.{self.module}").render(*parts, **more)
        return str(made)

    def document(self, *parts: object) -> bytes:
        """The result as bytes, where it is `binary`.

        Raises:
            Failure: the package that makes it is not installed.
        """
        try:
            maker = import_module(f"jiangan_targets.render.{self.module}")
        except ImportError as error:
            raise Failure("Word files need one more package: pip install 'jiangan-targets[word]'.") from error
        return bytes(maker.render(*parts))


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
RANK = {
    "table": Form("rank.table", ".txt", for_people=True),
    "json": Form("rank.json", ".json"),
    "csv": Form("rank.csv", ".csv"),
    "markdown": Form("rank.markdown", ".md"),
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
REPORT = {
    "text": Form("report.text", ".txt", for_people=True),
    "markdown": Form("report.markdown", ".md"),
    "html": Form("report.html", ".html"),
    "json": Form("report.json", ".json"),
    "docx": Form("report.docx", ".docx", binary=True),
}
CHART = {"svg": Form("drawing.svg", ".svg")}
