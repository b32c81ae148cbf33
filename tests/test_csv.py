"""CSV: what divides the cells, and what quotation marks may do."""

from __future__ import annotations

import csv as standard
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangan_targets.domain.received.grid import rows_of
from jiangan_targets.errors import Failure
from jiangan_targets.storage.sheets import csv
from sheet_files import rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_divided_by_what_divides_most_lines(tmp_path: Path, delimiter: str) -> None:
    """Other such signs in notes, in every row, do not matter."""
    others = "".join(sign for sign in ",;\t" if sign != delimiter)
    lines = [["2024年1-9月"], ["指标名称", "累计完成", "备注"]]
    lines += [[f"指标{number}", "9000", f"一{others[0]}二{others[1]}三"] for number in range(5)]
    path = tmp_path / "book.csv"
    path.write_text("\n".join(delimiter.join(row) for row in lines), encoding="utf-8")
    assert [[cell.value for cell in row] for row in rows(path)] == lines


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ('指标名称,累计完成,备注\n停车位,9000,"月报\n充电桩,8000,\n学位,3000,\n', 2),
        ('指标名称,累计完成,备注\n停车位,9000,"月报\n充电桩,8000,"季报"\n', 2),
        ('指标名称,累计完成,备注\n停车位,"9000,\n充电桩,8000,5"\n学位,3000,\n', 2),
        ('指标名称,累计完成,备注\n停车位,9000,月报\n充电桩,8000,"十四五"规划\n', 3),
        ('"指标名称,累计完成\n停车位,9000\n', 1),
    ],
)
def test_an_open_quotation_mark_is_refused(tmp_path: Path, written: str, line: int) -> None:
    """It would swallow the rows behind it; the line is named."""
    path = tmp_path / "book.csv"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(Failure, match=f"line {line}: a quotation mark is left open"):
        rows(path)


def test_csv_texts_may_have_lines(tmp_path: Path) -> None:
    """A heading or note with a line break, quoted as it should be; addresses count rows, as spreadsheets do."""
    path = tmp_path / "book.csv"
    path.write_text('指标名称,"1-9月\n累计完成",备注\n停车位,9000,"一，二\n三,""四"""\n\n学位,1,\n', encoding="utf-8")
    read = rows(path)
    assert [cell.value for cell in read[0]] == ["指标名称", "1-9月\n累计完成", "备注"]
    assert [cell.value for cell in read[1]] == ["停车位", "9000", '一，二\n三,"四"']
    assert [cell.address for row in read[2:] for cell in row] == ["A4", "B4"]


TEXTS = st.text(st.sampled_from('a,;"\n 9'), max_size=5)


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_csv_comes_back_or_is_refused(table_of_texts: list[list[str]]) -> None:
    """What the csv module writes is read back, or refused where a text looks like rows: never another table."""
    written = io.StringIO()
    standard.writer(written, quoting=standard.QUOTE_ALL).writerows(table_of_texts)
    expected = {
        (row, column): text
        for row, texts in enumerate(table_of_texts, start=1)
        for column, text in enumerate(texts, start=1)
        if text.strip()
    }
    path = Path("book.csv")
    data = written.getvalue().encode()
    try:
        found = [cell for row in rows_of(csv.read(data, path)) for cell in row if cell.value is not None]
    except Failure as failure:
        assert "quotation mark" in str(failure)
    else:
        places = {(int(cell.address[1:]), ord(cell.address[0]) - 64): cell.value for cell in found}
        assert places == expected
