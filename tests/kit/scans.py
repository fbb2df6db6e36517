"""Pages of text as pictures, drawn for tests as a scanner gives them; and PDFs that hold them."""

from __future__ import annotations

import hashlib
import shutil
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

DPI = 200
FONTS = Path("/usr/share/fonts/truetype")
SERIF = FONTS / "liberation/LiberationSerif-Regular.ttf"
SANS = FONTS / "liberation/LiberationSans-Regular.ttf"

needs_ocr = pytest.mark.skipif(
    shutil.which("tesseract") is None or not SERIF.is_file(),
    reason="needs tesseract with eng and spa, and the Liberation fonts (.ci/run installs them)",
)


def page_of(paragraphs: Sequence[str], font: Path = SERIF, size: float = 11, dpi: int = DPI) -> Image.Image:
    """An A4 page of paragraphs, set in lines, drawn at `dpi` dots an inch."""
    page = Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), 255)
    pen, em = ImageDraw.Draw(page), size * dpi / 72
    face = ImageFont.truetype(str(font), round(em))
    y = float(dpi)
    for paragraph in paragraphs:
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if pen.textlength(longer, font=face) > page.width - 2 * dpi:
                pen.text((dpi, y), line, font=face, fill=0)
                y, line = y + 1.25 * em, word
            else:
                line = longer
        pen.text((dpi, y), line, font=face, fill=0)
        y += 2 * em
    return page


def table_of(
    rows: Sequence[tuple[str, str]], font: Path, size: float, gap: float, right: bool = False, dpi: int = DPI
) -> Image.Image:
    """A page with a table without rules: `gap` ems between its longest label and the figures, these set to the left or
    to the right."""
    em = size * dpi / 72
    page = Image.new("L", (round(8.27 * dpi), round(dpi + 2 * em * (len(rows) + 2))), 255)
    pen, face = ImageDraw.Draw(page), ImageFont.truetype(str(font), round(em))
    edge = dpi + max(pen.textlength(label, font=face) for label, _ in rows) + gap * em
    far = edge + max(pen.textlength(figure, font=face) for _, figure in rows)
    for number, (label, figure) in enumerate(rows):
        y = dpi / 2 + 1.3 * em * number
        pen.text((dpi, y), label, font=face, fill=0)
        pen.text((far - pen.textlength(figure, font=face) if right else edge, y), figure, font=face, fill=0)
    return page


def saved(page: Image.Image, form: str = "PNG", more: Sequence[Image.Image] = (), dpi: int = DPI) -> bytes:
    """A picture as a file; `more` are the further pages of a TIFF."""
    out = BytesIO()
    options = {"save_all": True, "append_images": list(more)} if more else {}
    page.save(out, form, dpi=(dpi, dpi), **options)
    return out.getvalue()


def scanned_pdf(pages: Sequence[Image.Image | str], dpi: int = DPI) -> bytes:
    """A PDF whose pages are pictures without a text layer, or, where words are given, have those as their layer."""
    bodies: list[bytes] = [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]

    def add(body: bytes) -> int:
        bodies.append(body)
        return len(bodies)

    def stream(head: bytes, data: bytes) -> int:
        return add(b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(data), data))

    tree = 1 + 3 * len(pages) + 1
    kids = []
    for page in pages:
        if isinstance(page, str):
            image, width, height = 1, 595, 842
            lines = b" ".join(b"(%s) Tj T*" % line.encode("cp1252") for line in page.split("\n"))
            drawn = b"BT /F 11 Tf 14 TL 1 0 0 1 72 750 Tm %s ET" % lines
            add(b"null")
        else:
            width, height = round(page.width * 72 / dpi), round(page.height * 72 / dpi)
            head = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray" % page.size
            packed = zlib.compress(page.convert("L").tobytes())
            image = stream(head + b" /BitsPerComponent 8 /Filter /FlateDecode", packed)
            drawn = b"q %d 0 0 %d 0 0 cm /Im Do Q" % (width, height)
        content = stream(b"", drawn)
        resources = b"/Font << /F 1 0 R >>" + (b"" if isinstance(page, str) else b" /XObject << /Im %d 0 R >>" % image)
        box = b"/MediaBox [0 0 %d %d] /Contents %d 0 R /Resources << %s >>" % (width, height, content, resources)
        kids.append(add(b"<< /Type /Page /Parent %d 0 R %s >>" % (tree, box)))
    add(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids)))
    root = add(b"<< /Type /Catalog /Pages %d 0 R >>" % tree)
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, root, start)
    return bytes(out)


_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def locked_pdf(words: str, user: bytes = b"", owner: bytes = b"owner") -> bytes:
    """A PDF of one page of words, encrypted (RC4, 40 bits); without a user's password anyone can open it."""
    pad = lambda word: (word + _PAD)[:32]  # noqa: E731
    by_owner = _rc4(hashlib.md5(pad(owner)).digest()[:5], pad(user))
    rights, name = (-44 & 0xFFFFFFFF).to_bytes(4, "little"), b"0123456789abcdef"
    key = hashlib.md5(pad(user) + by_owner + rights + name).digest()[:5]
    drawn = b"BT /F 11 Tf 1 0 0 1 72 700 Tm (%s) Tj ET" % words.encode("cp1252")
    drawn = _rc4(hashlib.md5(key + (4).to_bytes(3, "little") + b"\0\0").digest()[:10], drawn)
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -44 >>"
        % (by_owner.hex().encode(), _rc4(key, _PAD).hex().encode()),
    ]
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size 7 /Root 1 0 R /Encrypt 6 0 R /ID [<%s> <%s>] >>\n" % ((name.hex().encode(),) * 2)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)
