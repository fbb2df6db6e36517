"""A time-stamping authority made with openssl, its own CA included, and a server for it on loopback."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from amparo.acquire import ask_authority
from amparo.acquire.addresses import Address

CONFIG = """
[tsa]
default_tsa = here
[here]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
LONG = "An authority whose name is as long as can be/CN=so that its certificate is larger than that above it"


class Authority:
    """A root, and a time-stamping certificate of it.

    Args:
        folder: where its files are.
        between: put a second authority between the two, and the certificates into each token in an order (the larger
            first) that DER does not allow, that openssl takes, and that rfc3161-client refuses.
        usage: of the time-stamping certificate.
    """

    def __init__(self, folder: Path, between: bool = False, usage: str = "critical,timeStamping") -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        (folder / "config").write_text(CONFIG)
        (folder / "serial").write_text("01")
        self._certificate("root", "Root", None, "basicConstraints=critical,CA:TRUE")
        above = "root"
        if between:
            self._certificate("between", "B", "root", "basicConstraints=critical,CA:TRUE")
            above = "between"
        self._certificate("tsa", LONG if between else "T", above, f"extendedKeyUsage={usage}")
        self.chain = ["-chain", "between.pem"] if between else []

    @property
    def ca(self) -> bytes:
        """The root's certificate, PEM."""
        return (self.folder / "root.pem").read_bytes()

    def stamp(self, request: bytes) -> bytes:
        """The answer to a request."""
        (self.folder / "tsq").write_bytes(request)
        signing = ["-signer", "tsa.pem", "-inkey", "tsa.key", *self.chain]
        self._run("ts", "-reply", "-config", "config", "-queryfile", "tsq", *signing, "-out", "tsr")
        return (self.folder / "tsr").read_bytes()

    def ask(self, _: str, request: bytes) -> bytes:
        """The answer to a request, whatever address is asked."""
        return self.stamp(request)

    def _certificate(self, name: str, subject: str, above: str | None, extension: str) -> None:
        self._run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{name}.key")
        self._run("req", "-new", "-key", f"{name}.key", "-subj", f"/O={subject}", "-out", "csr")
        (self.folder / "extension").write_text(extension)
        signed = ["-CA", f"{above}.pem", "-CAkey", f"{above}.key"] if above else ["-signkey", f"{name}.key"]
        made = ["-days", "3650", "-extfile", "extension", "-out", f"{name}.pem"]
        self._run("x509", "-req", "-in", "csr", *signed, "-set_serial", str(abs(hash(name)) % 10**9 + 1), *made)

    def _run(self, *command: str) -> None:
        done = subprocess.run(["openssl", *command], cwd=self.folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()


def ask_loopback(url: str, request: bytes) -> bytes:
    """Ask an authority on this machine, which only tests may."""

    def allowed(address: Address) -> bool:
        return address.is_loopback

    return ask_authority(url, request, allowed=allowed)


@contextlib.contextmanager
def served(answer: Callable[[bytes], bytes], status: int = 200) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server on loopback that gives `answer` to what is posted: its address, and the headers of what was asked."""
    asked: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            asked.append({key.lower(): value for key, value in self.headers.items()})
            data = answer(body)
            self.send_response(status)
            self.send_header("content-type", "application/timestamp-reply")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsr", asked
    finally:
        server.shutdown()
        server.server_close()
