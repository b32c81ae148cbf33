"""What is installed is written down: constraints.txt has what is tested, constraints-lowest.txt the lowest versions."""

from __future__ import annotations

import tomllib

import pytest
from hatchling.build import get_requires_for_build_editable
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from conftest import ROOT

FILES = ("constraints.txt", "constraints-lowest.txt")


def required() -> list[Requirement]:
    """All that pyproject.toml asks for: to run, for the extras, for the build."""
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = stated["project"]
    extras = [text for extra in project["optional-dependencies"].values() for text in extra]
    return [Requirement(text) for text in (*stated["build-system"]["requires"], *project["dependencies"], *extras)]


def pinned(file: str) -> dict[str, list[Version]]:
    """The versions that a file names for each package; several where they differ by Python."""
    versions: dict[str, list[Version]] = {}
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            pin = Requirement(line.partition(" #")[0])
            (exact,) = pin.specifier
            assert exact.operator == "=="
            versions.setdefault(canonicalize_name(pin.name), []).append(Version(exact.version))
    return versions


@pytest.mark.parametrize("file", FILES)
def test_each_requirement_is_pinned_within_its_range(monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    """Also what the build asks for, by pyproject.toml or by itself; else run .ci/pin."""
    monkeypatch.chdir(ROOT)  # where the build looks for the project
    versions = pinned(file)
    for requirement in (*required(), *map(Requirement, get_requires_for_build_editable())):
        for version in versions[canonicalize_name(requirement.name)]:
            assert version in requirement.specifier, requirement


def test_each_floor_is_a_release_that_is_tried() -> None:
    """A range begins with a version that there is, and that .ci/run installs."""
    versions = pinned("constraints-lowest.txt")
    for requirement in required():
        (floor,) = (Version(bound.version) for bound in requirement.specifier if bound.operator == ">=")
        assert versions[canonicalize_name(requirement.name)] == [floor], requirement


@pytest.mark.parametrize("file", FILES)
def test_no_registry_is_named(file: str) -> None:
    """Whoever installs chooses where from."""
    text = (ROOT / file).read_text(encoding="utf-8")
    assert "://" not in text
    assert "\n--" not in text
