"""The reading cascade: a text's quantified, attributed claims, each tied to its exact words.

`find_quantities` and `find_dates` stand on their own and can be used and measured without the rest.
"""

from amparo.extract.claims import READER, Extraction, extract_claims, read_claims
from amparo.extract.dates import DateMention, find_dates
from amparo.extract.dockets import Docket, find_dockets
from amparo.extract.names import Name, find_names
from amparo.extract.quantities import Quantity, find_quantities

__all__ = [
    "READER",
    "DateMention",
    "Docket",
    "Extraction",
    "Name",
    "Quantity",
    "extract_claims",
    "find_dates",
    "find_dockets",
    "find_names",
    "find_quantities",
    "read_claims",
]
