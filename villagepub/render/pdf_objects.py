"""The objects of a PDF as Typst writes it, and their text with other numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

OURS = 10**9  # added to a number that is the book's already
REFERENCE = re.compile(rb"(\d+) 0 R")
WORD = re.compile(rb"\([^()\\ ]*\)")  # no reference stands in it
TOKEN = re.compile(
    rb"\\.|[()]|(?P<reference>\d+) 0 R|/ID\(|/(?:Headers|Names)\[[^]]*\]"
    rb"|(?P<key>/StructParents? )(?P<at>\d+)",
    re.DOTALL,
)


def objects(pdf: bytes) -> dict[int, bytes]:
    """Text by number; 0 is the trailer. Raises ValueError for a PDF of another kind."""
    start = int(pdf[pdf.rindex(b"startxref") + 9 : pdf.rindex(b"%%EOF")])
    if not pdf.startswith(b"xref\n", start):
        raise ValueError("not a PDF of Typst")
    table, _, trailer = pdf[start:].partition(b"trailer")
    starts = [int(line[:10]) for line in table.splitlines()[3:]]
    found = {0: trailer}
    for number, at in enumerate(starts, 1):
        end = starts[number] if number < len(starts) else start
        head, _, text = pdf[at:end].partition(b" 0 obj\n")
        if head != b"%d" % number:
            raise ValueError("not a PDF of Typst")
        found[number] = text[: text.rindex(b"\nendobj")]
    return found


def within(pattern: bytes, text: bytes) -> bytes:
    """What the pattern's group holds. Raises ValueError where it is not found."""
    found = re.search(pattern, text)
    if found is None:
        raise ValueError(f"not a PDF of Typst: no {pattern!r}")
    return found[1]


def refers(name: bytes, text: bytes) -> int:
    """The number of what an entry of a dictionary refers to."""
    return int(within(rb"/" + name + rb" (\d+) 0 R", text))


@dataclass(kw_only=True, slots=True)
class PdfPart:
    """A PDF's objects; in the book their numbers are ``base`` more than their own."""

    texts: dict[int, bytes]
    base: int
    keys: int  # of the parent tree that come before its own
    mark: bytes  # before its ids
    elsewhere: dict[int, int] = field(default_factory=dict)

    def number(self, own: int) -> int:
        return self.elsewhere.get(own) or (
            own - OURS if own >= OURS else own + self.base
        )

    def all_said(self, texts: Sequence[bytes]) -> list[bytes]:
        """Dictionaries and lists with the numbers, keys and ids of the book.

        What holds neither a page's key nor words with blanks is said at once: it is
        thousands of small elements.
        """
        quick = [at for at, text in enumerate(texts) if _is_quick(text)]
        whole = b"\0".join(texts[at] for at in quick)
        for before in (b"/ID(", b"/Headers[(", b")("):
            whole = whole.replace(before, before + self.mark)
        pieces = REFERENCE.split(whole)
        pieces[1::2] = [b"%d 0 R" % self.number(int(own)) for own in pieces[1::2]]
        said = dict(zip(quick, b"".join(pieces).split(b"\0"), strict=bool(quick)))
        return [said.get(at) or self.said(text) for at, text in enumerate(texts)]

    def said(self, text: bytes) -> bytes:
        """The same of one that may hold anything."""
        depth = 0  # of parentheses: what stands in them are people's words

        def one(found: re.Match[bytes]) -> bytes:
            nonlocal depth
            word, is_quoted = found[0], depth > 0
            if word.startswith(b"\\"):
                return word
            depth += word.count(b"(") - word.count(b")")
            if is_quoted:
                return word
            if found["key"]:
                return found["key"] + b"%d" % (int(found["at"]) + self.keys)
            if word.startswith(b"/"):
                word = word.replace(b"(", b"(" + self.mark)
            return REFERENCE.sub(lambda m: b"%d 0 R" % self.number(int(m[1])), word)

        return TOKEN.sub(one, text)

    def pages(self, node: int, one: int) -> Iterator[int]:
        """The sheets below a node of the page tree; all hang below the ``one`` of the book."""
        for kid in REFERENCE.findall(within(rb"/Kids\[([^]]*)\]", self.texts[node])):
            if self.texts[int(kid)].startswith(b"<</Type/Pages"):
                yield from self.pages(int(kid), one)
            else:
                yield int(kid)
        self.texts.pop(node)
        self.elsewhere[node] = one

    def bookmarks(self, node: int) -> Iterator[bytes]:
        """Its outline, taken out: the book has its own."""
        text = self.texts.pop(node)
        yield text
        for kid in re.findall(rb"/(?:First|Next) (\d+) 0 R", text):
            yield from self.bookmarks(int(kid))


def _is_quick(text: bytes) -> bool:
    has_key = b"/StructParent" in text
    return not has_key and text.count(b"(") == len(WORD.findall(text))


def sheet_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each sheet, in points. Raises ValueError."""
    part = PdfPart(texts=objects(pdf), base=0, keys=0, mark=b"")
    root = part.texts[refers(b"Root", part.texts[0])]
    pages = part.pages(refers(b"Pages", root), 1)
    boxes = (within(rb"/MediaBox\[([^]]*)\]", part.texts[page]) for page in pages)
    return [(float(box.split()[2]), float(box.split()[3])) for box in boxes]
