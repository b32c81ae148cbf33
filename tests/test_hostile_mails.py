"""What `verify` is given may be anything that calls itself a mail: read in time, or told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Cli
from jiangan_targets.errors import Failure
from jiangan_targets.storage.kept_summary import MOST_BYTES, text_of

LINE = "账本核验：0条 e3b0-c442-98fc（2024年账本，至2024-W37）"
HEAD = "MIME-Version: 1.0\n"
NESTED = "".join(f'Content-Type: multipart/mixed; boundary="b{place}"\n\n--b{place}\n' for place in range(20_000))
MAILS = {
    "parts in parts": f"{HEAD}{NESTED}{LINE}",
    "mails in mails": f"{HEAD}{'Content-Type: message/rfc822' + chr(10) * 2}" * 20_000 + LINE,
    "parts without end": f'{HEAD}Content-Type: multipart/mixed; boundary="b"\n' + "\n--b\n" * 1_000_000 + f"\n{LINE}",
    "an unknown set of characters": f'{HEAD}Content-Type: text/plain; charset="nope"\n\n{LINE}',
    "a header without end": f"{HEAD}Content-Type: text/plain; {'a*0*=x; ' * 100_000}\n\n{LINE}",
}


@pytest.mark.parametrize("name", MAILS)
def test_the_line_is_found_in_whatever_calls_itself_a_mail(cli: Cli, tmp_path: Path, name: str) -> None:
    """As it stands, when the parts have no end."""
    (tmp_path / "x.eml").write_text(MAILS[name], encoding="utf-8")
    outcome = cli("verify", str(tmp_path / "x.eml"))
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == "2024-W37: as it was, records 0.\n"


def test_what_is_too_large_is_told(cli: Cli, tmp_path: Path) -> None:
    """Not read in minutes, and not cut off in silence."""
    (tmp_path / "x.txt").write_text("93条 " * (MOST_BYTES // 6) + LINE, encoding="utf-8")
    outcome = cli("verify", str(tmp_path / "x.txt"))
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (1, "", 1)
    assert "is larger than 8 MB; give the summary alone" in outcome.err
    with pytest.raises(Failure, match="larger than"):
        text_of(b" " * (MOST_BYTES + 1), Path("-"))
