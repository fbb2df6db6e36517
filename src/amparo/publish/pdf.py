"""A brief as a tagged PDF (PDF/UA): the page as print has it, its quotes as end notes. Needs the extra `pdf`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amparo.model import AmparoError, Brief
from amparo.packs import Pack
from amparo.publish.evidence import Evidence
from amparo.publish.figure_page import printed_picture
from amparo.publish.html import page
from amparo.publish.styles import style
from amparo.reconcile.account import Account


def render_pdf(
    brief: Brief,
    account: Account,
    pack: Pack,
    contexts: Mapping[str, str] | None = None,
    released: frozenset[str] = frozenset(),
) -> bytes:
    """The brief as a PDF with tags, title and language. The same brief gives the same bytes. Arguments: `render_html`.

    Raises:
        AmparoError: the extra `pdf` is not installed, or a library of the system that it draws with is missing.
    """
    weasyprint = _weasyprint()
    evidence = Evidence(brief, account, pack, contexts, released)
    text = page(evidence, printed_picture(evidence), style("paper"))
    inside_only = weasyprint.urls.URLFetcher(allowed_protocols=["data"])
    document = weasyprint.HTML(string=text, url_fetcher=inside_only)
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"amparo")
    return made


def _weasyprint() -> Any:
    try:
        import weasyprint
    except ImportError as error:
        raise AmparoError(
            "A PDF needs the extra “pdf” (WeasyPrint), which is not installed. "
            "Install what constraints-publish.txt lists."
        ) from error
    except OSError as error:
        raise AmparoError(
            f"A PDF needs the Pango library of the system, which was not found ({error}). Install it "
            "(on Debian 12: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation)."
        ) from error
    return weasyprint
