"""The register of citations, read from its file; nothing else names a law by article."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from villagepub.citations.citation import Citation, CitationError, LegalText
from villagepub.data_files import toml_of


@cache
def _file() -> Mapping[str, Any]:
    return toml_of("citations/register.toml")


@cache
def _register() -> Mapping[str, Citation]:
    return {
        key: Citation(key=key, says=one["says"], texts=tuple(map(_text, one["texts"])))
        for key, one in _file().items()
        if key != "superseded"
    }


def _text(row: Mapping[str, Any]) -> LegalText:
    days = {"from_": row.get("from"), "until": row.get("until")}
    return LegalText(
        law=row["law"],
        article=row.get("article", ""),
        number=row.get("number", ""),
        **{name: day for name, day in days.items() if day},
    )


def keys() -> frozenset[str]:
    return frozenset(_register())


def texts() -> tuple[LegalText, ...]:
    """Every text of the register, those of the past too."""
    return tuple(text for one in _register().values() for text in one.texts)


def cite(key: str, on: date) -> LegalText:
    """The text in force on the posting date; raises CitationError where none is."""
    citation = _register().get(key)
    text = citation.on(on) if citation else None
    if text is None:
        raise CitationError(f"{key} {on:%Y-%m-%d}")
    return text


def meaning(key: str) -> str:
    """What a citation is named for, in one line; raises CitationError."""
    if key not in _register():
        raise CitationError(key)
    return _register()[key].says


def said(wanted: Iterable[str], on: date) -> tuple[str, ...]:
    """The citations as people read them, in order; what did not hold yet is left out."""
    found = (_register()[key].on(on) for key in wanted)
    return tuple(dict.fromkeys(text.said for text in found if text))


def is_superseded(words: str, on: date) -> bool:
    """Does a catalog's 公开依据 name a document that something newer took the place of?"""
    return any(
        one["number"] in words and one.get("since", date.min) <= on
        for one in _file()["superseded"]
    )


def current_basis(
    published: Sequence[str], wanted: Iterable[str], on: date
) -> tuple[str, ...]:
    """What a notice cites: the law of the day first, then the catalog's own documents.

    ``published``: the catalog's 公开依据 as it was published; a document that no longer
    holds, or that names an article of a law that the register cites, is not repeated.
    """
    own = said(wanted, on)
    laws = {text.law.removeprefix("中华人民共和国") for text in texts()}
    rest = [
        words
        for words in published
        if not is_superseded(words, on) and not any(law in words for law in laws)
    ]
    kept = [words for words in rest if not any(words in mine for mine in own)]
    return (*own, *kept)
