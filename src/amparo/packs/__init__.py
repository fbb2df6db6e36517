"""A domain as data: ledgers, stages, frames, word lists, gazetteers, rights."""

from amparo.packs.pack import LedgerSpec, Pack, load_pack
from amparo.packs.yamlfile import Node, PackError, load_yaml

__all__ = ["LedgerSpec", "Node", "Pack", "PackError", "load_pack", "load_yaml"]
