"""A summary as a complete mail for `sendmail -t`: plain text, with the page as the alternative."""

from __future__ import annotations

from binascii import crc32
from datetime import datetime, time, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from jiangan_targets.domain.mail_address import parse_address
from jiangan_targets.render.summary import html, text
from jiangan_targets.render.summary.page import Page


def render(page: Page) -> str:
    """The message, with the line ends that sendmail takes; the same input gives the same bytes.

    Without a sender it comes from the first address it goes to.

    Raises:
        Failure: an address is none.
    """
    week, subject = page.summary.week, f"{page.title} {page.heading}"
    plain, alternative = text.render(page), html.render(page)
    receivers = [parse_address(receiver) for receiver in page.receivers]
    origin = (
        parse_address(page.sender)
        if page.sender
        else next(iter(receivers), Address("", "jiangan-targets", "localhost"))
    )
    message = EmailMessage(policy=SMTP.clone(linesep="\n"))
    message["Subject"] = subject
    message["From"] = origin
    if receivers:
        message["To"] = receivers
    # The midnight after the week; without a zone it is written -0000: the machine's own must not change the bytes.
    message["Date"] = format_datetime(datetime.combine(week.sunday + timedelta(days=1), time()))
    content = f"{subject}\n{plain}\n{alternative}"
    digest = f"{crc32(content.encode()):08x}"
    message["Message-ID"] = f"<{week}.{digest}@{origin.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(plain, cte="base64")
    message.add_alternative(alternative, subtype="html", cte="base64")
    message.set_boundary(f"=={week}.{digest}==")
    return message.as_string()
