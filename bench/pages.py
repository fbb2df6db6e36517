"""Saved web pages for measuring: our own sentences in the clutter that the page of a newspaper comes with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
ON_TOPIC = 4
"""One page in so many is about an arrangement; the others are what else a newspaper's archive holds."""

_HEADER = re.compile(r"^# .*\n", re.MULTILINE)
_CODE = re.compile(r"```[\s\S]*?```|^\s*[|#>].*$|`|\]\([^)]*\)|[\[*]", re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÁÉÍÓÚ¿«“\"])")
_NUMBER = re.compile(r"(?<![\d.,])(\d{2,3})(?![\d.,])")
_SECTIONS = {
    "en": ["World", "Politics", "Courts", "Money", "Opinion", "Sport", "Weather", "Letters", "Archive", "Podcasts"],
    "es": ["Mundo", "Política", "Tribunales", "Economía", "Opinión", "Deportes", "Tiempo", "Cartas", "Archivo", "Audio"],
}
_SMALL_PRINT = {
    "en": "Subscribe to our letter and read it first. By going on you accept how this site keeps cookies.",
    "es": "Suscríbase a nuestro boletín y léalo antes. Al continuar acepta cómo este sitio guarda las cookies.",
}
_MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    "es": ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
}


@cache
def sentences(lang: str, on_topic: bool) -> tuple[str, ...]:
    """Our own sentences in that language: of the passages that the reader is held to, or of the documentation."""
    if on_topic:
        folders = [ROOT / "tests" / "extract" / folder for folder in ("passages", "more_passages")]
        paths = [path for folder in folders for path in sorted(folder.glob(f"{lang}_*.txt"))]
    else:
        paths = sorted((ROOT / "docs" / "es" if lang == "es" else ROOT / "docs").glob("*.md"))
    found: list[str] = []
    for path in paths:
        text = path.read_text("utf-8")
        for paragraph in re.split(r"\n\s*\n|\n- ", (_HEADER if on_topic else _CODE).sub("", text)):
            found += [part for part in _SENTENCE.split(" ".join(paragraph.split())) if len(part) > 40]
    return tuple(found)


def pages(count: int, seed: int = 0, every: int = ON_TOPIC) -> Iterator[tuple[str, bytes]]:
    """So many pages with their names, no two alike, half in Spanish; one in `every` is on the topic."""
    rng = Random(seed)
    for number in range(count):
        lang = "es" if number % 2 else "en"
        yield f"page-{number:05d}.html", _page(number, lang, number // 2 % every == 0, rng).encode()


def _page(number: int, lang: str, on_topic: bool, rng: Random) -> str:
    drawn = rng.sample(sentences(lang, on_topic), rng.randint(25, 45))
    said = [_NUMBER.sub(lambda m: str(max(10, int(m[1]) + rng.randint(-9, 9))), s) for s in drawn]
    title = said[0].rstrip(".")[:90]
    day, month = rng.randint(1, 28), rng.randint(1, 12)
    words = _MONTHS[lang][month - 1]
    date = f"{words} {day}, 2025" if lang == "en" else f"{day} de {words} de 2025"
    outlet = f"{'The Daily' if lang == 'en' else 'El Diario'} {number % 40 + 1}"
    paragraphs = (" ".join(said[at : at + 3]) for at in range(1, len(said), 3))
    body = "\n".join(f'<div class="par"><p class="css-{_colour(rng)}">{escape(p)}</p></div>' for p in paragraphs)
    others = [s[:70] for s in rng.choices(sentences(lang, False), k=60)]
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title)} | {outlet}</title>
<meta property="og:site_name" content="{outlet}"><meta property="article:published_time"
content="2025-{month:02d}-{day:02d}T08:00:00Z"><link rel="canonical" href="https://example.org/{number}">
<style>{_styles(rng)}</style><script>{_script(rng)}</script></head><body>
<header><a href="/">{outlet}</a>{"".join(_menu(_SECTIONS[lang], rng) for _ in range(8))}</header>
<main><article><h1>{escape(title)}</h1><p class="byline">{date}</p>
<figure><img src="/{number}.jpg" alt=""><figcaption>{escape(drawn[-1])}</figcaption></figure>
{body}</article></main>
<aside>{"".join(_card(label, rng) for label in others)}</aside>
<footer><p>{_SMALL_PRINT[lang]}</p>{"".join(_menu(_SECTIONS[lang], rng) for _ in range(6))}</footer>
<script>{_script(rng)}</script></body></html>"""


def _menu(labels: Iterable[str], rng: Random) -> str:
    items = "".join(f'<li><a href="/{_colour(rng)}">{label}</a></li>' for label in labels)
    return f"<nav><ul>{items}</ul></nav>"


def _card(label: str, rng: Random) -> str:
    picture = f'<div class="c-{_colour(rng)}"><span><img src="/{_colour(rng)}.jpg" alt=""></span></div>'
    return f'<section class="card">{picture}<h3><a href="/{_colour(rng)}">{escape(label)}</a></h3></section>'


def _colour(rng: Random) -> str:
    return f"{rng.randrange(16**6):06x}"


def _styles(rng: Random) -> str:
    return "".join(f".css-{_colour(rng)}{{margin:{n}px;color:#{_colour(rng)}}}" for n in range(600))


def _script(rng: Random) -> str:
    return "var s=['" + "','".join(_colour(rng) for _ in range(3000)) + "'];"
