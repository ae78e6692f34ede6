"""Say which network addresses may be connected to: public ones, and those that the operator allowed.

Host, its addresses -> a reason not to connect, or none. Pure: nothing here asks the network.
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# IANA's registries of special addresses, as of 2026-11, and what clouds tell their machines by
SPECIAL = {
    "an unspecified": "0.0.0.0/8 ::/128",
    "a private network's": "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7",
    "a provider's own (CGNAT)": "100.64.0.0/10",
    "this machine's": "127.0.0.0/8 ::1/128",
    "a cloud's metadata": "169.254.169.254/32 168.63.129.16/32 fd00:ec2::254/128",
    "a link-local": "169.254.0.0/16 fe80::/10",
    "a reserved": "192.0.0.0/24 192.88.99.0/24 198.18.0.0/15 240.0.0.0/4 100::/64 2001::/23",
    "a documentation": "192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20",
    "a multicast": "224.0.0.0/4 ff00::/8",
    "a disguised IPv4": "::ffff:0:0/96 64:ff9b::/96 64:ff9b:1::/48 2002::/16",
}
NETWORKS = tuple(
    (ipaddress.ip_network(network), name)
    for name, networks in SPECIAL.items()
    for network in networks.split()
)
GLOBAL_IPV6 = ipaddress.ip_network("2000::/3")  # the only IPv6 addresses that were given out
NEVER_BY_NAME = ("a cloud's metadata", "a link-local", "a multicast", "an unspecified")


@dataclass(frozen=True)
class Allowed:
    """What the operator allows besides public addresses."""

    entries: frozenset[str] = field(default=frozenset())  # host names, and networks in CIDR form

    @cached_property
    def networks(self) -> tuple[Network, ...]:
        """The entries that are addresses or networks."""
        return tuple(network for entry in self.entries if (network := network_of(entry)))

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The entries that are names."""
        return frozenset(entry.lower().rstrip(".") for entry in self.entries if network_of(entry) is None)

    def reason_against(self, host: str, addresses: Iterable[Address]) -> str | None:
        """Why a host is not connected to; None where all of its addresses may be."""
        by_name = host.lower().rstrip(".") in self.hosts
        for address in addresses:
            if any(address in network for network in self.networks):
                continue
            kind = special_kind(address)
            if kind is not None and not (by_name and kind not in NEVER_BY_NAME):
                return f"{host} is at {address}, which is {kind} address"
        return None


def special_kind(address: Address) -> str | None:
    """What an address is that nobody on the internet has; None for a public one."""
    plain = ipaddress.ip_address(address.packed)  # without an interface's name
    found = [(network.prefixlen, name) for network, name in NETWORKS if plain in network]
    if found:
        return max(found)[1]
    if isinstance(plain, ipaddress.IPv6Address) and plain not in GLOBAL_IPV6:
        return "a not assigned"
    return None


def network_of(entry: str) -> Network | None:
    """The network that an entry of the setting names; None for a host's name."""
    try:
        return ipaddress.ip_network(entry.strip("[]"), strict=False)
    except ValueError:
        return None
