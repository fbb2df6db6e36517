"""Asking a time-stamping authority over the web (RFC 3161, section 3.4): one POST, its answer as it came."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from http import HTTPStatus

import httpcore
import httpx

from amparo import __version__
from amparo.acquire.addresses import Address, is_public
from amparo.acquire.connection import NETWORK_ERRORS, CheckedBackend, Resolve, Tape, Transport, resolve
from amparo.acquire.hosts import checked_url
from amparo.acquire.items import shown
from amparo.model import AmparoError, SkipItem

_SECONDS = 30.0
_LARGEST = 1_000_000
_REMEDY = (
    "Nothing was kept. Try again later, give another address as `tsa` in amparo.toml, or take the request there "
    "by hand: `amparo timestamp --request FILE`."
)


def ask_authority(
    url: str,
    request: bytes,
    *,
    allowed: Callable[[Address], bool] = is_public,
    look_up: Resolve = resolve,
    trust: ssl.SSLContext | None = None,
) -> bytes:
    """What the authority at `url` answers to a time-stamp request. Redirects are not followed.

    Args:
        url: http or https, at a public address.
        request: DER, as `amparo.custody` makes it.
        allowed: which addresses may be connected to. Only tests pass another than `is_public`.
        look_up: how host names become addresses.
        trust: TLS context, for tests; by default the usual certificate authorities.

    Raises:
        AmparoError: the address is refused, out of reach, or answers with something else than a time-stamp.
    """
    name = shown(url)
    backend = CheckedBackend(time.monotonic() + _SECONDS, allowed, look_up, Tape(2 * _LARGEST))
    try:
        with (
            httpx.Client(
                transport=Transport(backend, trust or httpx.create_ssl_context(trust_env=False)),
                headers={"user-agent": f"amparo/{__version__}", "accept-encoding": "identity"},
                timeout=_SECONDS,
                trust_env=False,
            ) as client,
            client.stream(
                "POST",
                checked_url(url, allowed),
                content=request,
                headers={"content-type": "application/timestamp-query"},
            ) as response,
        ):
            if response.status_code != HTTPStatus.OK:
                status = response.status_code
                raise AmparoError(f"The time-stamping authority {name} answered with HTTP status {status}. {_REMEDY}")
            answer = bytearray()
            for piece in response.iter_raw():
                answer += piece
                if len(answer) > _LARGEST:
                    raise AmparoError(
                        f"The time-stamping authority {name} answered with more than a time-stamp can be. {_REMEDY}"
                    )
    except SkipItem as skip:
        raise AmparoError(f"The time-stamping authority {name} cannot be asked: {skip.reason} {_REMEDY}") from skip
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        raise AmparoError(f"The time-stamping authority {name} did not answer in time. {_REMEDY}") from error
    except (httpx.HTTPError, httpx.InvalidURL, *NETWORK_ERRORS) as error:
        raise AmparoError(
            f"The time-stamping authority {name} could not be reached: {error or type(error).__name__}. {_REMEDY}"
        ) from error
    return bytes(answer)
