"""Mail addresses as people write them."""

from __future__ import annotations

from email.errors import MessageError
from email.headerregistry import Address
from email.utils import getaddresses

from jiangan_targets.errors import Failure


def parse_address(text: str) -> Address:
    """An address as people write it: `a@b.cn`, `王芳 <a@b.cn>` or `a@武汉.cn`, whose domain mail names in ASCII.

    Raises:
        Failure: the text is none, or more than one.
    """
    try:
        ((name, address),) = getaddresses([text])
        made = Address(name, addr_spec=address)
        domain = _in_ascii(made.domain)
    except (ValueError, IndexError, MessageError):
        name, address, made, domain = "", "", Address(), ""
    # The parser mends what it can; what it had to mend may be somebody else's address.
    if not made.username or not domain or address not in text or "\n" in text or "\r" in text:
        raise Failure(
            "“{text}” is not a mail address; write one like office@example.cn, and repeat the option for others.",
            text=text,
        )
    return Address(name, made.username, domain)


def _in_ascii(domain: str) -> str:
    """A domain as mail servers know it (IDNA); empty for one that would be turned into another."""
    if domain.isascii():
        return domain
    encoded = domain.encode("idna")
    return encoded.decode("ascii") if encoded.decode("idna") == domain.lower() else ""
