"""An example or two for the help of each command."""

from __future__ import annotations

from jiangan_targets.render.language import N_

EXAMPLES: dict[str, tuple[str, ...]] = {
    "": ("record parking 9000", "status --behind"),
    "init": ("init district", "init district --from-text report.docx --dry-run"),
    "status": ("status --behind --sort gap", "status --on 2024-09-30 --format csv"),
    "record": ("record parking 0.9万 --on 2024-09-08", "record parking=+100 charging=6500 --dry-run"),
    "show": ("show parking",),
    "outlook": ("outlook", "outlook retail --on 2024-09-30"),
    "explain": (N_('explain parking --reason "two sites late" --measure "night shifts" --by-date 2024-10-31'),),
    "rank": ("rank", "rank parking --by gap --since 2024-08-31", "rank --format csv --output ranks.csv"),
    "history": ("history parking --limit 5", "history --since 2024-09-01 --format csv"),
    "withdraw": ("withdraw 1j7kz0 --dry-run",),
    "undo": ("undo --dry-run",),
    "summary": ("summary", "summary --week 2024-W37 --output reports/"),
    "remind": ("remind", "remind --output reports --format eml"),
    "report": ("report --month 2024-09", "report --quarter 3 --output third-quarter.docx"),
    "chart": ("chart parking --output parking.svg",),
    "schedule": ("schedule cron --output reports", "schedule systemd --mail office@example.cn"),
    "export": ("export status.xlsx", "export form.xlsx --form --on 2024-09-30", "export - | head -3"),
    "import": ("import form.xlsx --dry-run", "import sheet.csv --names A --figures D --on 2024-09-30"),
    "ledger": ("ledger copy file postgresql://user@host/targets",),
    "ledger init": ("ledger init --ledger postgresql://user@host/targets",),
    "ledger copy": ("ledger copy file postgresql://user@host/targets",),
    "check": ("check", "check --repair"),
    "schema": ("schema",),
    "verify": ("verify reports/2024-W37.md",),
    "where": ("where",),
}
"""By the command as it is typed; the program's own under nothing. What they say is translated."""
