"""A summary as a complete mail for `sendmail -t`: plain text, with the page as the alternative."""

from __future__ import annotations

from binascii import crc32
from datetime import date, datetime, time
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import NamedTuple

from jiangan_targets.errors import Failure


class Letter(NamedTuple):
    """What is sent: `name` tells the mails of different weeks apart, `day` is when it can first be made."""

    name: str
    day: date
    subject: str
    text: str
    html: str


def render_mail(letter: Letter, to: list[str], sender: str | None) -> str:
    """The message, with the line ends that sendmail takes; the same input gives the same bytes.

    Without a sender it comes from the first address it goes to.

    Raises:
        Failure: an address is none.
    """
    receivers = [parse_address(receiver) for receiver in to]
    origin = parse_address(sender) if sender else next(iter(receivers), Address("", "jiangan-targets", "localhost"))
    message = EmailMessage(policy=SMTP.clone(linesep="\n"))
    message["Subject"] = letter.subject
    message["From"] = origin
    if receivers:
        message["To"] = receivers
    # Midnight without a zone is written -0000: the machine's own zone must not change the bytes.
    message["Date"] = format_datetime(datetime.combine(letter.day, time()))
    digest = crc32(f"{letter.subject}\n{letter.text}\n{letter.html}".encode())
    message["Message-ID"] = f"<{letter.name}.{digest:08x}@{origin.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="base64")
    message.add_alternative(letter.html, subtype="html", cte="base64")
    message.set_boundary(f"=={letter.name}.{digest:08x}==")
    return message.as_string()


def parse_address(text: str) -> Address:
    """An address as people write it: `a@b.cn` or `王芳 <a@b.cn>`.

    Raises:
        Failure: the text is none.
    """
    name, address = parseaddr(text)
    try:
        made = Address(name, addr_spec=address)
    except (ValueError, IndexError, MessageError):
        made = None
    if made is None or not made.username or not made.domain or "\n" in text or "\r" in text:
        raise Failure("“{text}” is not a mail address; write it like office@example.cn.", text=text)
    return made
