"""The JSON Schema (Draft 4) of a targets file, for editors; made of the models that validate the file.

Draft 4 is what editors of TOML know best. Keys, types, limits and words come from `schema`; the words for people
from `descriptions`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from jiangan_targets.errors import Message
from jiangan_targets.storage.plan.descriptions import DESCRIPTIONS, FORMS_OF_VALUE
from jiangan_targets.storage.plan.schema import PartModel, PlanModel
from jiangan_targets.storage.plan.shares import UNIT_OF

Node = dict[str, Any]

_DRAFT = "http://json-schema.org/draft-04/schema#"
_NUMBER: Node = {"type": "number"}
_MADE_UP = ("title", "default", "description")
"""What pydantic adds for readers of Python."""


def render_schema(describe: Callable[[Message], str]) -> str:
    """The schema as text; `describe` words a description."""
    made = PlanModel.model_json_schema(by_alias=True)
    definitions = made.pop("$defs")
    schema: Node = {"$schema": _DRAFT, "title": "jiangan-targets", **_model("PlanModel", made, describe)}
    schema["definitions"] = {
        name: _model(name, node, describe) if "properties" in node else _draft_4(node)
        for name, node in definitions.items()
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _forms(names: list[str], describe: Callable[[Message], str]) -> Node:
    """A value in any of several forms."""
    tables: Mapping[str, tuple[tuple[str, ...], Node]] = {
        "growth": (("base", "growth"), {"base": _NUMBER, "growth": _NUMBER}),
        "range": (("lower", "upper"), {"lower": _NUMBER, "upper": _NUMBER}),
        "reference": (("figure",), {"figure": {"type": "string"}, "plus": _NUMBER}),
    }
    choices = []
    for name in names:
        node: Node = dict(_NUMBER)
        if name == "names":
            node = {"type": "array", "items": {"type": "string"}, "minItems": 1}
        if name == "shares":
            node = _shares(describe)
        if name in tables:
            required, keys = tables[name]
            node = {"type": "object", "required": [*required], "additionalProperties": False, "properties": keys}
        choices.append({"description": describe(FORMS_OF_VALUE[name]), **node})
    return {"oneOf": choices}


def _shares(describe: Callable[[Message], str]) -> Node:
    """A table of parts: under any name a number, or a table; and what one part is called."""
    share = _model("PartModel", PartModel.model_json_schema(), describe)
    return {
        "type": "object",
        "minProperties": 1,
        "properties": {UNIT_OF: {"description": describe(DESCRIPTIONS["TargetModel"][UNIT_OF]), "type": "string"}},
        "additionalProperties": {"oneOf": [_NUMBER, share]},
    }


def _model(name: str, node: Node, describe: Callable[[Message], str]) -> Node:
    """A table of the file: what is known of each key, and nothing else allowed."""
    properties = {}
    for key, said in node["properties"].items():
        described = {"description": describe(DESCRIPTIONS[name][key])}
        kinds = _only(said).get("x-forms")
        properties[key] = described | (_forms(kinds, describe) if kinds else _draft_4(said))
    required = {"required": node["required"]} if "required" in node else {}
    return {"type": "object", "additionalProperties": False, **required, "properties": properties}


def _draft_4(node: Node) -> Node:
    """A part of the schema in the words of Draft 4, without what TOML has not: null."""
    node = _only(node)
    if "$ref" in node:
        return {"allOf": [{"$ref": node["$ref"].replace("#/$defs/", "#/definitions/")}]}
    plain = {key: value for key, value in node.items() if key not in _MADE_UP}
    if "const" in plain:
        plain["enum"] = [plain.pop("const")]
    if "items" in plain:
        plain["items"] = _draft_4(plain["items"])
    if "patternProperties" in plain:
        plain["patternProperties"] = {key: _draft_4(each) for key, each in plain["patternProperties"].items()}
        plain["additionalProperties"] = False
    return plain


def _only(node: Node) -> Node:
    """What a key takes when it is there: TOML has no null, and several forms of a value are said by `x-forms`."""
    choices = [choice for choice in node.get("anyOf", ()) if choice != {"type": "null"}]
    return choices[0] if len(choices) == 1 else node
