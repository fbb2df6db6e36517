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
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÁÉÍÓÚ¿«“\"])")
_NUMBER = re.compile(r"(?<![\d.,])(\d{2,3})(?![\d.,])")
_SECTIONS = {
    "en": ("World", "Politics", "Courts", "Money", "Opinion", "Sport", "Weather", "Letters", "Archive"),
    "es": ("Mundo", "Política", "Tribunales", "Economía", "Opinión", "Deportes", "Tiempo", "Cartas", "Archivo"),
}
_SMALL_PRINT = {
    "en": "Subscribe to our letter and read it first. By going on you accept how this site keeps cookies.",
    "es": "Suscríbase a nuestro boletín y léalo antes. Al continuar acepta cómo este sitio guarda las cookies.",
}
_MONTHS = {
    "en": [*("January", "February", "March", "April", "May", "June"), *("July", "August", "September", "October")],
    "es": [*("enero", "febrero", "marzo", "abril", "mayo", "junio"), *("julio", "agosto", "septiembre", "octubre")],
}
"""The months of ten numbers a year."""
_TOWNS = (
    "Alderbrook",
    "San Telmo",
    "Port Marlow",
    "Villa Rosario",
    "Kestrel Bay",
    "Puente Alto",
    "Northgate",
    "Olmedo",
)
_THINGS = {
    "en": ("library", "bridge", "harvest", "school", "festival", "tram line", "museum", "bakery", "river", "market"),
    "es": (
        "escuela",
        "cosecha",
        "feria",
        "biblioteca",
        "orquesta",
        "plaza",
        "panadería",
        "obra",
        "exposición",
        "pesca",
    ),
}
_EVERYDAY = {
    "en": (
        "The {thing} in {town} opens again in {month} after {n} days of work on its roof.",
        "Rain is expected over {town} from Tuesday, with wind of up to {m} kilometres an hour on the coast.",
        "More than {n} visitors came to the {thing} on its first weekend, the organisers said.",
        "The council of {town} will vote in {month} on a budget that gives the {thing} {m} percent more.",
        "“We have waited {m} years for this {thing},” said the head of the neighbourhood association.",
        "The home side won by {m} points in {town}, its third victory since {month}.",
        "Prices at the {thing} rose by {m} percent in a year, according to the chamber of commerce.",
        "The recipe asks for {n} grams of flour, and for more patience than most cooks have on a Sunday.",
        "A new {thing} in {town} has brought back trades that many thought were lost.",
        "The orchestra plays again in {month}, in a hall that seats {n}.",
        "Teachers in {town} say that the {thing} has changed how their pupils spend the afternoon.",
        "The road between {town} and the coast stays closed until {month} because of loose stones.",
    ),
    "es": (
        "La {thing} de {town} vuelve a abrir en {month} tras {n} días de trabajos en el techo.",
        "Se espera lluvia sobre {town} desde el martes, con viento de hasta {m} kilómetros por hora en la costa.",
        "Más de {n} visitantes llegaron a la {thing} en su primer fin de semana, dijeron los organizadores.",
        "El concejo de {town} votará en {month} un presupuesto que da a la {thing} un {m} por ciento más.",
        "«Hemos esperado {m} años por esta {thing}», dijo la presidenta de la asociación de vecinos.",
        "El equipo local ganó por {m} puntos en {town}, su tercera victoria desde {month}.",
        "Los precios de la {thing} subieron un {m} por ciento en un año, según la cámara de comercio.",
        "La receta pide {n} gramos de harina y más paciencia de la que se suele tener un domingo.",
        "Una nueva {thing} en {town} ha devuelto oficios que muchos daban por perdidos.",
        "La orquesta toca de nuevo en {month}, en una sala con {n} butacas.",
        "Los maestros de {town} dicen que la {thing} ha cambiado las tardes de sus alumnos.",
        "La carretera entre {town} y la costa sigue cerrada hasta {month} por las piedras sueltas.",
    ),
}


@cache
def sentences(lang: str) -> tuple[str, ...]:
    """The sentences of our own passages in that language, those that the reader is held to."""
    found: list[str] = []
    for folder in ("passages", "more_passages"):
        for path in sorted((ROOT / "tests" / "extract" / folder).glob(f"{lang}_*.txt")):
            text = _HEADER.sub("", path.read_text("utf-8"))
            found += [part for line in text.splitlines() for part in _SENTENCE.split(line.strip()) if len(part) > 40]
    return tuple(found)


def everyday(lang: str, count: int, rng: Random) -> list[str]:
    """So many sentences of what else a newspaper prints."""
    slots = {
        "n": lambda: str(rng.randint(3, 900)),
        "m": lambda: str(rng.randint(2, 40)),
        "month": lambda: rng.choice(_MONTHS[lang]),
        "town": lambda: rng.choice(_TOWNS),
        "thing": lambda: rng.choice(_THINGS[lang]),
    }
    made = []
    for pattern in rng.choices(_EVERYDAY[lang], k=count):
        made.append(re.sub(r"\{(\w+)\}", lambda match: slots[match[1]](), pattern))
    return made


def pages(count: int, seed: int = 0, every: int = ON_TOPIC) -> Iterator[tuple[str, bytes]]:
    """So many pages with their names, no two alike, half in Spanish; one in `every` is on the topic."""
    rng = Random(seed)
    for number in range(count):
        lang = "es" if number % 2 else "en"
        yield f"page-{number:05d}.html", _page(number, lang, number // 2 % every == 0, rng).encode()


def _page(number: int, lang: str, on_topic: bool, rng: Random) -> str:
    length = rng.randint(25, 45)
    drawn = rng.sample(sentences(lang), length) if on_topic else everyday(lang, length, rng)
    said = [_NUMBER.sub(lambda m: str(max(10, int(m[1]) + rng.randint(-9, 9))), s) for s in drawn]
    title = said[0].rstrip(".")[:90]
    day, month = rng.randint(1, 28), rng.randint(1, 10)
    words = _MONTHS[lang][month - 1]
    date = f"{words} {day}, 2025" if lang == "en" else f"{day} de {words} de 2025"
    outlet = f"{'The Daily' if lang == 'en' else 'El Diario'} {number % 40 + 1}"
    paragraphs = (" ".join(said[at : at + 3]) for at in range(1, len(said), 3))
    body = "\n".join(f'<div class="par"><p class="css-{_colour(rng)}">{escape(p)}</p></div>' for p in paragraphs)
    others = [sentence[:70] for sentence in everyday(lang, 60, rng)]
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
