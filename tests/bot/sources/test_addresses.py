"""Which network addresses a source is never fetched from."""

import ipaddress

import pytest

from bot.sources.addresses import Allowed, special_kind

NOBODY = Allowed()


def reason(host: str, *addresses: str, allowed: Allowed = NOBODY) -> str | None:
    return allowed.reason_against(host, [ipaddress.ip_address(each) for each in addresses])


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2a00:1450:400f::200e", "2606:4700::1111"])
def test_public_addresses_may_be_connected_to(address: str) -> None:
    assert reason("example.se", address) is None


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254"),
        *("172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.168.1.1", "192.88.99.1"),
        *("198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1"),
        *("255.255.255.255", "100.100.100.200", "168.63.129.16"),
        *("::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1"),
        *("64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "fc00::1"),
        *("fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "4000::1"),
    ],
)
def test_addresses_that_are_nobodys_on_the_internet_are_refused(address: str) -> None:
    told = reason("example.se", address)
    assert told is not None
    assert told.startswith("example.se is at ")


def test_one_forbidden_address_among_public_ones_is_enough() -> None:
    assert reason("example.se", "93.184.216.34", "10.0.0.1") is not None


def test_the_narrowest_kind_is_told() -> None:
    assert special_kind(ipaddress.ip_address("169.254.169.254")) == "a cloud's metadata"
    assert special_kind(ipaddress.ip_address("169.254.1.1")) == "a link-local"


def test_a_network_that_is_allowed_is_allowed_and_no_more() -> None:
    allowed = Allowed(frozenset({"10.1.0.0/16", "::1"}))
    assert reason("intranet", "10.1.2.3", allowed=allowed) is None
    assert reason("localhost", "::1", allowed=allowed) is None
    assert reason("intranet", "10.2.0.1", allowed=allowed) is not None


def test_a_host_that_is_allowed_may_be_private_but_never_metadata() -> None:
    allowed = Allowed(frozenset({"Intranet.Example.SE."}))
    assert reason("intranet.example.se", "10.1.2.3", allowed=allowed) is None
    assert reason("intranet.example.se", "169.254.169.254", allowed=allowed) is not None
    assert reason("other.example.se", "10.1.2.3", allowed=allowed) is not None
