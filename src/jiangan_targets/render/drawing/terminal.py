"""Rich, told to draw just what a reader's terminal can show."""

from __future__ import annotations

import io

from rich.console import Console, RenderableType

from jiangan_targets.render.drawing.signs import in_ascii
from jiangan_targets.render.drawing.style import Style


class Canvas:
    """A rich console that draws into a text: no markup of the data is obeyed, nothing is guessed."""

    def __init__(self, style: Style) -> None:
        self._text = io.StringIO()
        self._ascii = style.ascii
        self._console = Console(
            file=self._text,
            width=style.width,
            force_terminal=style.colour,
            color_system="standard" if style.colour else None,
            no_color=not style.colour,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
        )

    def draw(self, *parts: RenderableType) -> None:
        """Add each part on lines of its own."""
        for part in parts:
            self._console.print(part)

    @property
    def text(self) -> str:
        """All that was drawn, without blanks at the ends of lines."""
        text = "\n".join(line.rstrip() for line in self._text.getvalue().split("\n"))
        return in_ascii(text) if self._ascii else text
