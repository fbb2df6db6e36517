"""A brief as files: Markdown, JSON, one self-contained HTML page, a tagged PDF; and its charts as pictures."""

from amparo.publish.data import render_json
from amparo.publish.html import render_html
from amparo.publish.markdown import render_markdown
from amparo.publish.pdf import render_pdf
from amparo.publish.pictures import render_charts

__all__ = ["render_charts", "render_html", "render_json", "render_markdown", "render_pdf"]
