"""The addresses that a dossier follows. Import this only after `open_store`."""

from __future__ import annotations

from dataclasses import asdict, fields

from amparo.model import AmparoError
from amparo.store.models import WatchRow
from amparo.store.store import Store
from amparo.store.values import Watched

_NAMES = tuple(field.name for field in fields(Watched))


def list_watched(store: Store) -> list[Watched]:
    """Those that are followed now, in the order in which they were named."""
    found = WatchRow.objects.using(store.alias).filter(until=None)
    return [Watched(**{name: getattr(row, name) for name in _NAMES}) for row in found]


def start_watching(store: Store, url: str, at: str, actor: str) -> None:
    """Follow `url` from now on; what is followed already stays as it is."""
    with store.at_once():
        rows = WatchRow.objects.using(store.alias)
        if rows.filter(url=url, until=None).exists():
            return
        if not rows.filter(url=url).update(until=None, since=at):
            rows.create(**asdict(Watched(url, at)))
        store.log(at, actor, "watch", url, {})


def stop_watching(store: Store, url: str, at: str, actor: str) -> None:
    """Follow `url` no longer. Raises `AmparoError` where it is not followed."""
    with store.at_once():
        if not WatchRow.objects.using(store.alias).filter(url=url, until=None).update(until=at):
            raise AmparoError(f"{url} is not watched. `amparo watch --list` lists what is.")
        store.log(at, actor, "unwatch", url, {})


def save_watched(store: Store, watched: Watched) -> None:
    """Keep how an address was found; that it is no longer followed, if so by now, stays."""
    found = {name: value for name, value in asdict(watched).items() if name not in ("url", "since", "until")}
    with store.at_once():
        WatchRow.objects.using(store.alias).filter(url=watched.url).update(**found)
