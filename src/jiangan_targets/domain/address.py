"""A database's address, as it may be shown: without anything that could be a secret."""

from __future__ import annotations

import re
from urllib.parse import unquote

_ADDRESS = re.compile(r"postgres(?:ql)?://(?:.*@)?\S*", re.IGNORECASE | re.DOTALL)
_HOST = r"(?:[^\s,:@/?#\[\]]*|\[[^\s,@/?#\[\]]*\])(?::\d*)?"
_HOSTS = re.compile(rf"{_HOST}(?:,{_HOST})*")
_SECRET = re.compile(r"pass|pw|secret|token|scram|key", re.IGNORECASE)
_NO_SECRET = {"passfile", "sslkey"}
_NESTED = re.compile(r"://|@|password\s*=", re.IGNORECASE)
_PARAMETER = re.compile(r"[a-z_]+")


def without_secrets(url: str) -> str | None:
    """The address without its passwords, wherever they stand; None when what is what cannot be told.

    A password may have any sign in it, `@`, `/` and `?` too, though the server's library would not understand it:
    whatever is then left where a server, port or parameter should be may be a part of it.
    """
    scheme, sign, rest = url.partition("://")
    before, _question, query = rest.partition("?")
    authority, slash, database = before.partition("/")
    user, at, hosts = authority.rpartition("@")
    # A database's name may be a whole address again.
    if not sign or not _HOSTS.fullmatch(hosts) or set("@:#") & set(database) or _NESTED.search(unquote(database)):
        return None
    kept = []
    for parameter in filter(None, query.split("&")):
        name, equals, value = parameter.partition("=")
        name = unquote(name).casefold()
        if not equals or "@" in value or not _PARAMETER.fullmatch(name):
            return None
        meant = unquote(value)
        if _SECRET.search(f"{name} {meant}" if name == "options" else name) and name not in _NO_SECRET:
            continue  # The server's options may set something of such a name.
        if _NESTED.search(meant) or (name == "user" and ":" in meant):
            return None
        kept.append(parameter)
    asked = f"?{'&'.join(kept)}" if kept else ""
    return f"{scheme}://{user.partition(':')[0]}{at}{hosts}{slash}{database}{asked}"


def shown(url: str) -> str:
    """The address as people may see it."""
    return without_secrets(url) or f"{url.partition('://')[0]}://…"


def hide_secrets(text: str) -> str:
    """Any text, with the addresses in it as people may see them."""
    return _ADDRESS.sub(lambda found: shown(found[0]), text) if "://" in text else text
