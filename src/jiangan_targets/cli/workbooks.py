"""What writes Excel workbooks, where it is installed."""

from __future__ import annotations

from types import ModuleType

from jiangan_targets.errors import Failure


def workbooks() -> ModuleType:
    """The module that writes workbooks.

    Raises:
        Failure: the package that it needs is not installed.
    """
    try:
        from jiangan_targets.render import workbook
    except ImportError as error:
        raise Failure(
            "Excel files need one more package: pip install 'jiangan-targets[excel]'. CSV works without it."
        ) from error
    return workbook
