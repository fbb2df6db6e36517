"""A capture becomes a text: blocks with their place in the original, language, dates, publisher; and the way back."""

from amparo.read.credits import find_cites, find_credits
from amparo.read.pdf import open_pdf
from amparo.read.places import locate, locate_all, source_of_lines, source_of_page
from amparo.read.plain import read_plain_text
from amparo.read.reader import read_capture, readers_version

__all__ = [
    "find_cites",
    "find_credits",
    "locate",
    "locate_all",
    "open_pdf",
    "read_capture",
    "read_plain_text",
    "readers_version",
    "source_of_lines",
    "source_of_page",
]
