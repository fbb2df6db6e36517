"""Lines and findings to a brief in one of the pack's languages, every sentence checked against the claims it cites."""

from amparo.brief.checker import check_sentence
from amparo.brief.clause import Fault
from amparo.brief.fallen import fallen_sentences
from amparo.brief.write import Former, write_brief

__all__ = ["Fault", "Former", "check_sentence", "fallen_sentences", "write_brief"]
