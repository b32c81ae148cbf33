"""HTML and SVG built as a tree: text becomes markup in one place only, escaped."""

from __future__ import annotations

from xml.etree import ElementTree as ET


def element(tag: str, *children: ET.Element | str, **attributes: str) -> ET.Element:
    """An element; `class_` and `aria_label` become `class` and `aria-label`."""
    made = ET.Element(tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()})
    last: ET.Element | None = None
    for child in children:
        if not isinstance(child, str):
            made.append(child)
            last = child
        elif last is None:
            made.text = (made.text or "") + child
        else:
            last.tail = (last.tail or "") + child
    return made


def html_document(root: ET.Element) -> str:
    """A whole page."""
    return "<!DOCTYPE html>\n" + ET.tostring(root, encoding="unicode", method="html") + "\n"


def svg_document(root: ET.Element) -> str:
    """A whole picture."""
    root.set("xmlns", "http://www.w3.org/2000/svg")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
