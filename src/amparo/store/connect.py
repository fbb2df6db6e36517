"""Django without a project: one set-up a process, one connection a dossier."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.backends.signals import connection_created
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError

from amparo.model import AmparoError

BUSY_SECONDS = 30
"""How long a process waits for another that is writing."""


def set_up() -> None:
    """Configure Django once, with our settings unless a server names its own."""
    if not settings.configured:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.store.settings")
    if not apps.ready:
        django.setup()
    connection_created.connect(_decode_leniently, dispatch_uid="amparo.store")


def connect(path: Path) -> str:
    """The alias of the connection to the SQLite file at `path`; a file in a folder that is read-only is only read."""
    set_up()
    full = path.resolve()
    alias = "dossier-" + hashlib.sha256(os.fsencode(full)).hexdigest()[:16]
    writable = os.access(full.parent, os.W_OK) and (not full.exists() or os.access(full, os.W_OK))
    options: dict[str, Any] = {"timeout": BUSY_SECONDS}
    if writable:
        options["transaction_mode"] = "IMMEDIATE"
        options["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON"
    name = str(full) if writable else f"{full.as_uri()}?mode=ro{_unchanging(full)}"
    wanted = {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": options}
    if alias in connections.settings and connections.settings[alias]["NAME"] != name:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]
    if alias not in connections.settings:
        connections.settings[alias] = connections.configure_settings({"default": wanted})["default"]
    return alias


def _unchanging(path: Path) -> str:
    """How to open a file that we cannot write: as one that nobody changes, unless a log beside it holds newer rows."""
    return "" if path.with_name(path.name + "-wal").exists() else "&immutable=1"


def migrate(alias: str, path: Path) -> None:
    """Bring the tables of a dossier to this version's form.

    Raises:
        AmparoError: the file is no dossier's database, or a newer Amparo made it.
    """
    try:
        executor = MigrationExecutor(connections[alias])
        targets = executor.loader.graph.leaf_nodes("store")
        unknown = {key for key in executor.loader.applied_migrations if key[0] == "store"} - set(
            executor.loader.graph.nodes
        )
        if unknown:
            raise AmparoError(f"{path} was written by a newer Amparo. Install the newer version to open this dossier.")
        if executor.migration_plan(targets):
            executor.migrate(targets)
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise AmparoError(
            f"{path} cannot be opened as the database of a dossier: {error}. "
            "Check that the file is whole and that you may read and write it."
        ) from error


def _decode_leniently(connection: Any, **_: Any) -> None:
    """Let bytes that are no UTF-8 (a tampered row) come out as a value that verification can name."""
    if connection.vendor == "sqlite":
        connection.connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
