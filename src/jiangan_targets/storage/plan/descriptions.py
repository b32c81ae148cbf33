"""What each key of a targets file is for, in a sentence; a test holds it against the models."""

from __future__ import annotations

from jiangan_targets.errors import message

DESCRIPTIONS = {
    "PlanModel": {
        "year": message("The year, like the file's name."),
        "title": message("The heading of tables and summaries."),
        "title_en": message("The heading in English."),
        "language": message("The language where neither an option nor the locale says one."),
        "source": message("The document that the targets are taken from."),
        "lights": message("Thresholds of the standing, in percent of the target."),
        "reporting": message("How often figures are wanted, and by when: for `remind`."),
        "groups": message("Headings, in the order of the file. An id is made of a to z, 0 to 9 and -."),
        "targets": message("The targets. An id is made of a to z, 0 to 9 and -, and typed on the command line."),
    },
    "LightsModel": {
        "ahead": message("A gap above it is “ahead”; never below behind."),
        "behind": message("A gap below it is “behind”."),
        "far_behind": message("A gap below it is “far behind”; never above behind."),
        "rate": message("Thresholds of rates, in points or their unit."),
    },
    "ReportingModel": {
        "every": message("How long a reporting period is."),
        "due": message("By when, after the period: 5th workday · day 8 · Tue 12:00; a time may follow any of them."),
        "holidays": message("The file of days off and 调休 working days, beside this one; or a list of files."),
        "zone": message("The office's offset from UTC, or Asia/Shanghai; +08:00 when left out."),
        "mail": message("The mail address of each department, under its name as in owner."),
    },
    "GroupModel": {
        "name": message("The heading."),
        "name_en": message("The heading in English."),
    },
    "MilestoneModel": {
        "by": message("The day, within the year."),
        "value": message("What is to be reached by its end."),
    },
    "RevisionModel": {
        "from": message("The day from which on it is in force."),
        "value": message("The value from then on."),
        "reason": message("Why it was revised."),
        "plan": message("Values on the way to it by months, at their ends."),
    },
    "TargetModel": {
        "name": message("The name, as the source has it."),
        "name_en": message("The English name."),
        "aliases": message("More names for the command line and for sheets."),
        "group": message("The id of a group."),
        "kind": message(
            "total: adds up from 0 · level: a stock at a moment · rate: growth or share · event: done by a day · rank"
        ),
        "comparison": message(
            "at_least 以上 · more_than 超过 · about 左右 · at_most 以内 · less_than 低于 · within 区间"
        ),
        "value": message("What the year must reach. Left out: only tracked."),
        "unit": message("The unit, like 个, 亿元 or %; not for events."),
        "unit_en": message("The unit in English."),
        "quote": message("The source's own words."),
        "baseline": message("Last year's closing level; only for levels."),
        "last_year": message("Last year's figure, for comparison."),
        "tolerance": message("With about: what may be missing, in points for rates, else in percent of the value."),
        "better": message("With about: which side is the good one."),
        "judged": message("year_end: a satisfied level or rate keeps pace until 31 December."),
        "by": message("For an event: the day by which it is to be done."),
        "stretch": message("true for a stretch goal (力争)."),
        "stretch_value": message("The stretch goal (力争) beside a value that is to be reached in any case."),
        "owner": message("The responsible department."),
        "stale_after_days": message("Days until a figure counts as stale."),
        "decimals": message("Decimals shown."),
        "milestones": message("Values on the way, in the order of their days."),
        "plan": message("Values on the way by months, at their ends: {{ 3 = 2500, 6 = 8000 }}."),
        "revisions": message("Values in force from a day on; never by editing value."),
        "total_by": message("The last year of a target of several years."),
        "years": message("The share of each of several years."),
        "last_year_months": message(
            "For a total: what last year had brought by the end of each month, twelve figures."
        ),
        "curve": message("For a total: the twelve months' shares of a year, in percent."),
        "pace": message("last_year judges by last year's course."),
        "broad": message("Whether a range is stated beside its forecast."),
        "growth_of": message(
            "For a rate in %: the id of the target, or the name of the indicator, whose growth it is."
        ),
        "unit_of": message("What one part is called, like 街道."),
        "parts": message("The parts of the target: their values under their names, or a list of names."),
    },
    "PartModel": {
        "value": message("What the part is to reach, in the target's unit. Left out: only tracked."),
        "last_year": message("Last year's figure of the part."),
        "owner": message("Who reports for the part; the part itself when left out."),
    },
}
DESCRIPTIONS["RateLightsModel"] = {key: DESCRIPTIONS["LightsModel"][key] for key in ("ahead", "behind", "far_behind")}
"""By the name of a model, then by key."""

FORMS_OF_VALUE = {
    "number": message("A number in the unit."),
    "growth": message("Last year's figure, raised by so many percent."),
    "range": message("A range, both ends included; with comparison within."),
    "reference": message("Another target's current figure, plus so much in the unit."),
    "names": message("Names only: the parts report, and have no values."),
    "shares": message("The value of each part under its name; or a table."),
}
