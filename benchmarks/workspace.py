"""A workspace with a year of plausible records, made by a process of its own.

The peak memory of a measured process counts what the process that starts it had, so that one has to stay small.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from programs import OURS, ROOT


def make_workspace(folder: Path, records: int) -> Path:
    """Fill the folder, by the program that `install_ours` installed; gives its ledger."""
    subprocess.run([str(OURS / "bin" / "python"), __file__, str(folder), str(records)], check=True)
    return folder / "records" / "2024.toml"


def main() -> None:
    """Write the ledger of the folder that is named."""
    sys.path.insert(0, str(ROOT / "tests"))
    from jiangan_targets.storage.plan import file as plan_file
    from plausible import write, year_of_records

    folder, records = Path(sys.argv[1]), int(sys.argv[2])
    plan, _mistakes = plan_file.inspect(ROOT / "targets" / "2024.toml", 2024)
    assert plan is not None
    write(folder / "records" / "2024.toml", year_of_records(plan, records))


if __name__ == "__main__":
    main()
