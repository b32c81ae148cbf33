"""What the fields of a record are called, as headings."""

from __future__ import annotations

from jiangan_targets.render.language import N_

NAMES = {
    "id": N_("Id"),
    "target": N_("Target name"),
    "part": N_("Part"),
    "value": N_("Figure"),
    "as_of": N_("As of"),
    "recorded_at": N_("Recorded"),
    "by": N_("By"),
    "note": N_("Note"),
    "source": N_("Source"),
    "reason": N_("Reason for lag"),
    "measure": N_("Corrective measure"),
    "promised": N_("Promised"),
}
