"""Which web addresses may be asked for at all, before any name is looked up."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address

import httpx

from amparo.acquire.addresses import Address, is_public
from amparo.acquire.items import shown
from amparo.model import SkipItem

_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
_SPELLING = "Check its spelling."


def checked_url(text: str, allowed: Callable[[Address], bool]) -> httpx.URL:
    """The address to ask for.

    Programs read `0177.0.0.1`, `2130706433` and `127.1` as 127.0.0.1: a host that ends in a number is either an IPv4
    address in its usual form or refused.

    Args:
        text: as it was given, or as a redirect gives it.
        allowed: which network addresses may be connected to, for hosts that are one.

    Raises:
        SkipItem: it is no http or https address, carries a password, or names no host on the open web.
    """
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise SkipItem(f"It is not an address that can be fetched: {shown(str(error))}.", _SPELLING) from error
    if url.scheme not in ("http", "https"):
        raise SkipItem(f"Addresses of the kind {shown(url.scheme)} are not fetched.", "Use http:// or https://.")
    if url.userinfo:
        raise SkipItem("The address carries a user name or password.", "Remove what stands before the @.")
    if not url.host:
        raise SkipItem("The address names no host.", _SPELLING)
    if url.port is not None and not 0 < url.port < 65536:
        raise SkipItem(f"The address names port {url.port}, which there is not.", _SPELLING)
    _check_host(url.raw_host.decode("ascii", "replace"), allowed)
    return url


def check_address(text: str) -> None:
    """Raises `SkipItem` where nothing at all is fetched from this address."""
    checked_url(text, is_public)


def _check_host(host: str, allowed: Callable[[Address], bool]) -> None:
    address = _literal(host)
    if address is not None:
        if not allowed(address):
            raise SkipItem(
                f"{host} is not a public address.",
                "Only pages on the open web are fetched. Save this one from your browser and add the file.",
            )
    elif not _NAME.fullmatch(host):
        raise SkipItem(f"{shown(host)} is not the name of a host.", _SPELLING)
    elif _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):
        raise SkipItem(f"{shown(host)} is a number where the name of a host should stand.", "Write the site's name.")


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
