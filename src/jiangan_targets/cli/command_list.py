"""The commands in the order of the help, and what each is for."""

from jiangan_targets.render.language import N_

# Each command stands in a module of its own, which is imported when the command runs and not before.
COMMANDS = {
    "init": (
        "init:init",
        N_("Begin a year: a targets file to edit, from nothing, from the year before, or out of a report's text."),
    ),
    "status": ("status:status", N_("Show how every target stands: completion, pace gap and standing.")),
    "record": (
        "record:record",
        N_(
            "Write down a figure: the year's total so far, or the level or rate, on a day.\n"
            "Values: 9000, 9,000, 0.9万, 512.3亿元, 7%. Several at once: parking=9000 charging=6500."
        ),
    ),
    "explain": (
        "explain:explain",
        N_("Say why a target lags, what is done about it, and by when: kept with its figures."),
    ),
    "show": ("show:show", N_("Show everything about one target: rules, progress, what is still needed, and a chart.")),
    "outlook": (
        "outlook:outlook",
        N_(
            "Show where the year is likely to end: what last year brought after the same day, and this year's growth.\n"
            "Only where last year's course is known; for all else, what is still needed."
        ),
    ),
    "rank": (
        "rank:rank",
        N_(
            "Rank the parts of a target, sub-districts or departments: by completion, by the gap, or by growth.\n"
            "Who is level shares a place; --since tells how places changed."
        ),
    ),
    "history": (
        "history:history",
        N_("Show the records, newest first, with the withdrawn and superseded ones marked."),
    ),
    "withdraw": ("withdraw:withdraw", N_("Take a record back; it stays in the history, marked.")),
    "undo": ("withdraw:undo", N_("Take back all that your last command recorded; it stays in the history, marked.")),
    "summary": (
        "summary:summary",
        N_(
            "Summarise a week: what needs attention, new figures, changed standings.\n"
            "An old week is told as it was known then; --revised uses all that is known now."
        ),
    ),
    "remind": (
        "remind:remind",
        N_(
            "Tell each department which figures are due and which are late, with the form to fill; needs [reporting].\n"
            "A record reports the period that its day is in; --ranking compares departments and periods."
        ),
    ),
    "report": (
        "report:report",
        N_(
            "Write the office's report on a month, a quarter, a half or a year, as Word or a text.\n"
            "An old one is told as it was known on its own day."
        ),
    ),
    "chart": ("chart:chart", N_("Draw the records of targets against their pace as an SVG picture.")),
    "schedule": (
        "schedule:schedule",
        N_(
            "Print ready lines for cron or systemd that make the weekly summary, and remind; nothing is installed.\n"
            "(crontab -l; jiangan-targets schedule cron --output /srv/reports) | crontab -"
        ),
    ),
    "export": (
        "export:export",
        N_(
            "Write the status as a sheet (.xlsx or .csv), or a form for departments to fill.\n"
            "`import` takes the form back, and sheets of their own."
        ),
    ),
    "import": (
        "import_:import_",
        N_(
            "Take figures from a sheet: the form, an export, or a department's own table (Excel, WPS, .ods or CSV).\n"
            "Shows what would change, then records all of it or nothing. The same file again changes nothing."
        ),
    ),
    "ledger": ("ledger:app", N_("Make a database ready for records, and move records between ledgers.")),
    "check": (
        "check:check",
        N_(
            "Validate targets and records together; exit 1 when there is an error.\n"
            "--repair writes a readable copy of a damaged ledger; with --yes it takes its place."
        ),
    ),
    "verify": (
        "verify:verify",
        N_(
            "Tell whether the records still are what a summary vouched for; exit 1 when they are not.\n"
            "Give the file or the mail, or the line at its end in quotes."
        ),
    ),
    "schema": (
        "schema:schema",
        N_("Print the JSON Schema of a targets file, which editors check against and complete from."),
    ),
    "where": ("where:where", N_("Show which workspace is used and why, its files, year, records and the version.")),
}
