"""The smallest PDFs that a reader accepts, written by hand."""

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def write_pdf(*pages: str, info: str = "", trailer: str = "") -> bytes:
    """A PDF of these pages, each line of a page a line of text."""
    count = len(pages)
    kids = " ".join(f"{number} 0 R" for number in range(4, 4 + count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(sv-SE)>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode(),
        FONT,
        *(_page(4 + count + number) for number in range(count)),
        *(_stream(text) for text in pages),
        f"<<{info}>>".encode("cp1252"),
    ]
    return _file(objects, trailer)


def _page(content: int) -> bytes:
    box = "/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>"
    return f"<</Type/Page/Parent 2 0 R{box}/Contents {content} 0 R>>".encode()


def _stream(text: str) -> bytes:
    lines = "".join(f"1 0 0 1 50 {750 - 14 * n} Tm ({line}) Tj " for n, line in enumerate(text.split("\n")))
    content = f"BT /F 10 Tf {lines}ET".encode("cp1252") if text else b""
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def _file(objects: list[bytes], trailer: str) -> bytes:
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    end = f"trailer<</Size {size}/Root 1 0 R/Info {size - 1} 0 R{trailer}>>\nstartxref\n{len(body)}\n%%EOF"
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (size, table, end.encode())
