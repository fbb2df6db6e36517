"""Which network addresses belong to the open web."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")
_V4_COMPATIBLE = IPv6Network("::/96")


def is_public(address: Address) -> bool:
    """Whether `address` is one of the open Internet, itself and by the IPv4 address it may carry inside.

    False for loopback, private, shared, link-local, multicast, reserved and unspecified ones, for those of one network
    card (`%eth0`), and for IPv6 addresses that are mapped, 6to4, Teredo or NAT64 forms of such.
    """
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:
            return False
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address in _NAT64_LOCAL or address in _V4_COMPATIBLE or address.is_site_local:
            return False
        inner = [address.sixtofour, *(address.teredo or ())]
        if any(v4 is not None and not is_public(v4) for v4 in inner):
            return False
    return address.is_global and not (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )
