"""The only code that touches a database. `open_store` gives the store of one dossier."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from amparo.store.connect import connect, migrate
from amparo.store.values import Hit, Reading, Standing, StoredProblem, Watched

if TYPE_CHECKING:
    from amparo.store.store import Store

__all__ = ["Hit", "Reading", "Standing", "Store", "StoredProblem", "Watched", "open_store"]


def open_store(path: Path) -> Store:
    """Open the store in the SQLite file at `path`; it is created where it does not exist.

    Several dossiers can be open in one process. Raises `AmparoError` where the file is not a dossier's database or was
    written by a newer Amparo.
    """
    alias = connect(path)
    migrate(alias, path)
    from amparo.store.store import Store  # Django's models can only be imported once Django is set up

    return Store(path, alias)
