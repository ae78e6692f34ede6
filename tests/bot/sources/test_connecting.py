"""The address that was checked is the one that is connected to, and the certificate is the name's."""

import asyncio
import ipaddress
import shutil
import ssl
import subprocess
from collections.abc import Sequence
from pathlib import Path

import httpx
import pytest

from bot.sources.addresses import Address, Allowed
from bot.sources.connecting import CheckedTransport, system_addresses
from bot.sources.faults import FetchFailed
from tests.bot.sources.site import Site, gives

ONLY_ONE = Allowed(frozenset({"127.0.0.1"}))


class ChangingNames:
    """Says another address each time it is asked."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[Address]:
        self.asked.append(host)
        return [ipaddress.ip_address(self.answers.pop(0))]


def get(transport: CheckedTransport, url: str) -> str:
    async def fetch() -> str:
        async with httpx.AsyncClient(transport=transport, trust_env=False) as client:
            return (await client.get(url)).text

    return asyncio.run(fetch())


def test_a_name_that_changes_between_check_and_connection_changes_nothing(site: Site) -> None:
    with Site("127.0.0.2") as inner:
        site.answers["/"], inner.answers["/"] = gives(200, "public"), gives(200, "secret")
        names = ChangingNames("127.0.0.1", "127.0.0.2")
        assert get(CheckedTransport(ONLY_ONE, names), site.url("/", "rebinding.example")) == "public"
        assert names.asked == ["rebinding.example"]  # once: a second answer is never heard
        assert site.asked[0].headers["host"] == f"rebinding.example:{site.port}"
        with pytest.raises(FetchFailed, match=r"127\.0\.0\.2, which is this machine's address"):
            get(CheckedTransport(ONLY_ONE, names), inner.url("/", "rebinding.example"))
        assert inner.asked == []


def test_numbers_in_disguise_are_looked_up_like_names() -> None:
    for host in ("2130706433", "0x7f.1", "127.1", "localhost"):
        with pytest.raises(FetchFailed, match=r"this machine's address|cannot be resolved"):
            get(CheckedTransport(Allowed()), f"http://{host}/")


def test_a_name_that_nobody_knows_is_a_failure_in_words() -> None:
    with pytest.raises(FetchFailed, match=r"nothing\.invalid cannot be resolved"):
        asyncio.run(system_addresses("nothing.invalid", 80))


def test_the_next_address_is_tried_where_one_does_not_answer(site: Site) -> None:
    async def two(host: str, port: int) -> Sequence[Address]:
        return [ipaddress.ip_address("127.0.0.9"), ipaddress.ip_address("127.0.0.1")]

    site.answers["/"] = gives(200, "here")
    transport = CheckedTransport(Allowed(frozenset({"127.0.0.0/8"})), two)
    assert get(transport, site.url("/", "two.example")) == "here"


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
def test_the_certificate_must_be_the_names_although_a_number_is_connected_to(tmp_path: Path) -> None:
    context = _certified("right.example", tmp_path)
    trusting = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    with _TlsSite(context) as site:
        site.answers["/"] = gives(200, "proved")
        right = CheckedTransport(ONLY_ONE, ChangingNames("127.0.0.1"), trusting)
        assert get(right, f"https://right.example:{site.port}/") == "proved"
        wrong = CheckedTransport(ONLY_ONE, ChangingNames("127.0.0.1"), trusting)
        with pytest.raises(httpx.ConnectError):
            get(wrong, f"https://wrong.example:{site.port}/")


class _TlsSite(Site):
    """A site behind TLS."""

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__()
        self._context = context

    def _serve(self, connection: "ssl.socket") -> None:  # type: ignore[name-defined]
        try:
            super()._serve(self._context.wrap_socket(connection, server_side=True))
        except OSError:
            connection.close()


def _certified(name: str, folder: Path) -> ssl.SSLContext:
    certificate, key = folder / "cert.pem", folder / "key.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    command += ["-keyout", str(key), "-out", str(certificate), "-days", "2", "-subj", f"/CN={name}"]
    subprocess.run([*command, "-addext", f"subjectAltName=DNS:{name}"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context
