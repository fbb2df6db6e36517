"""A brief as files: Markdown, JSON, one self-contained HTML page."""

from amparo.publish.data import render_json
from amparo.publish.html import render_html
from amparo.publish.markdown import render_markdown

__all__ = ["render_html", "render_json", "render_markdown"]
