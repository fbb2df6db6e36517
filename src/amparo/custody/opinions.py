"""Whether a time-stamp is sound, by two programs that know nothing of each other: rfc3161-client and openssl."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from amparo.custody.token import Token

_SECONDS = 30

Verdict = Literal["holds", "refused", "form", "none"]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one of the two says.

    Attributes:
        verdict: `holds`; `refused`; `form` (it cannot read this token, whose encoding it finds wrong); `none` (it is
            not installed, or has nothing to go by).
        reason: in its own words, where it does not hold.
    """

    verdict: Verdict
    reason: str = ""


def client_opinion(request: bytes, response: bytes, authorities: bytes | None) -> Opinion:
    """What rfc3161-client says of an answer to a request; it says nothing without certificates to trust (PEM)."""
    if authorities is None:
        return Opinion("none")
    from cryptography.x509 import load_pem_x509_certificates
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response
    from rfc3161_client._rust import parse_timestamp_request

    try:
        trusted = load_pem_x509_certificates(authorities)
        asked = parse_timestamp_request(request)
        answer = decode_timestamp_response(response)
    except ValueError as error:
        return Opinion("form", str(error))
    builder = VerifierBuilder(roots=trusted, nonce=asked.nonce)
    try:
        builder.build().verify(answer, asked.message_imprint.message)
    except (VerificationError, ValueError) as error:
        return Opinion("refused", str(error))
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        return Opinion("refused", "it breaks down over a certificate that is damaged")
    return Opinion("holds")


def openssl_opinion(request: bytes, response: bytes, token: Token, authorities: bytes | None) -> Opinion:
    """What the program openssl says; without certificates to trust, only whether the signature is over the token."""
    program = shutil.which("openssl")
    if program is None:
        return Opinion("none", "openssl is not installed")
    with TemporaryDirectory(prefix="amparo-") as name:
        folder = Path(name)
        given = {"ca.pem": authorities or b"", "tsq": request, "tsr": response, "token": token.signed}
        for part, data in given.items():
            (folder / part).write_bytes(data)
        if authorities is None:
            command = ["cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-in", "token", "-out", os.devnull]
        else:
            moment = str(int(token.time.timestamp()))
            command = ["ts", "-verify", "-queryfile", "tsq", "-in", "tsr", "-CAfile", "ca.pem", "-attime", moment]
            command += ["-untrusted", "ca.pem"]
        return _run([program, *command], folder)


def _run(command: Sequence[str], folder: Path) -> Opinion:
    surroundings = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "OPENSSL_CONF": os.devnull}
    try:
        done = subprocess.run(
            command, cwd=folder, env=surroundings, capture_output=True, timeout=_SECONDS, check=False, text=True
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Opinion("none", str(error))
    if done.returncode == 0:
        return Opinion("holds")
    said = [line.strip() for line in (done.stdout + done.stderr).splitlines() if "error:" in line]
    return Opinion("refused", "; ".join(line.rpartition("error:")[2] for line in said) or "it does not verify")
