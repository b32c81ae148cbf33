"""Who filled in a form, who checked it, and how to reach them: 填报人, 审核人, 联系电话.

Who filled it in is a record's `by`. The others stand at the end of its note, in a wording that reads back:
`暂估数（审核人：李四；联系电话：027-82345678）`, or `estimate (checked by: Li Si; telephone: 027-82345678)`.
"""

import re
from typing import NamedTuple, Self

# Compiled when they are used: a figure without a note needs them not.
_CHINESE = (
    r"(?s)(?P<own>.*)（(?=审核人：|联系电话：)(?:审核人：(?P<checked>[^（）；]+))?"
    r"(?:(?:^|；|(?<=（))联系电话：(?P<phone>[^（）；]+))?）"
)
_ENGLISH = (
    r"(?s)(?P<own>.*)\((?=checked by: |telephone: )(?:checked by: (?P<checked>[^();]+))?"
    r"(?:(?:; |(?<=\())telephone: (?P<phone>[^();]+))?\)"
)
# What would end a part of the wording is written in its other width there.
_INSIDE_CHINESE = str.maketrans("（）；", "(),")
_INSIDE_ENGLISH = str.maketrans("();", "[],")


class Signature(NamedTuple):
    """The line that a form is signed by; `english`: by its labels, which decide how it is worded in a note."""

    filled_by: str | None = None
    checked_by: str | None = None
    phone: str | None = None
    english: bool = False

    def over(self, other: Self) -> Self:
        """What this one says, and what it leaves out by another: a line may go on in a second row."""
        return self._replace(
            filled_by=self.filled_by or other.filled_by,
            checked_by=self.checked_by or other.checked_by,
            phone=self.phone or other.phone,
            english=self.english or other.english,
        )


def signed_note(note: str | None, signature: Signature) -> str | None:
    """A note with who checked the figure, and a telephone number; in the place of those that it ends with already."""
    own, before = read_note(note)
    return _worded(own, signature.over(before)) if signature.checked_by or signature.phone else note


def read_note(note: str | None) -> tuple[str | None, Signature]:
    """The note itself, and who it says has checked the figure; the reverse of `signed_note`."""
    text = (note or "").strip()
    found = (re.fullmatch(_CHINESE, text) or re.fullmatch(_ENGLISH, text)) if text else None
    if found is None:
        return text or None, Signature()
    signature = Signature(None, found["checked"], found["phone"], english=found.re.pattern == _ENGLISH)
    return found["own"].strip() or None, signature


def _worded(own: str | None, signature: Signature) -> str:
    inside = _INSIDE_ENGLISH if signature.english else _INSIDE_CHINESE
    checked, phone = ((text or "").translate(inside).strip() for text in (signature.checked_by, signature.phone))
    if signature.english:
        parts = [f"checked by: {checked}"] * bool(checked) + [f"telephone: {phone}"] * bool(phone)
        return f"{own or ''} ({'; '.join(parts)})".strip()
    parts = [f"审核人：{checked}"] * bool(checked) + [f"联系电话：{phone}"] * bool(phone)
    return f"{own or ''}（{'；'.join(parts)}）"
