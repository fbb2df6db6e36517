"""A brief as files: Markdown, JSON, one self-contained HTML page, a tagged PDF; and its charts as pictures.

The places of claims in their originals are shown by `place_views`, and by `page_pictures` and `marked_markup` for many
claims at once; they are imported by themselves, because they load the readers, which a brief does not need.
"""

from amparo.publish.data import render_json
from amparo.publish.html import render_html
from amparo.publish.markdown import render_markdown
from amparo.publish.pdf import render_pdf
from amparo.publish.pictures import render_charts

__all__ = ["render_charts", "render_html", "render_json", "render_markdown", "render_pdf"]
