"""A department's reminder as a complete mail for `sendmail -t`: plain text, with the form to fill attached."""

from __future__ import annotations

from binascii import crc32
from datetime import datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from jiangan_targets.domain.mail_address import parse_address
from jiangan_targets.domain.reporting_period import zone_of
from jiangan_targets.render.language import translate as _
from jiangan_targets.render.reminder.page import Page, Section
from jiangan_targets.render.reminder.text import render_section

_EXCEL = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def render(page: Page, section: Section, form: bytes, file_name: str, sender: str | None) -> str:
    """The message; the same reminder gives the same bytes. Without an address of the department it goes to nobody.

    Raises:
        Failure: the sender is no address.
    """
    reporting = page.found.reporting
    addresses = {contact.owner: contact.address for contact in reporting.contacts}
    address = addresses.get(section.reminder.owner or "")
    receiver = None if address is None else parse_address(address)
    origin = parse_address(sender) if sender else receiver or Address("", "jiangan-targets", "localhost")
    message = EmailMessage(policy=SMTP.clone(linesep="\n"))
    subject = _("Figures to report, {day}: {owner}").format(day=page.day.isoformat(), owner=section.name)
    message["Subject"] = subject
    message["From"] = origin
    if receiver is not None:
        message["To"] = receiver
    else:
        message["X-Unsent"] = "1"  # mail programs open it as a draft, to be given an address
    message["Date"] = format_datetime(datetime.combine(page.day, time(), zone_of(reporting)))
    plain = render_section(page, section, [_("Please fill in the form that is attached, and send it back.")])
    # Of the text alone: how the form is compressed depends on the machine's zlib.
    digest = f"{crc32((subject + plain).encode()):08x}"
    message["Message-ID"] = f"<{page.day.isoformat()}.{digest}@{origin.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(plain, cte="base64")
    message.add_attachment(form, maintype=_EXCEL[0], subtype=_EXCEL[1], filename=file_name)
    message.set_boundary(f"=={page.day.isoformat()}.{digest}==")
    return message.as_string()
