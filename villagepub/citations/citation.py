"""A citation: what it is named for, and the texts that said so one after another."""

from dataclasses import dataclass
from datetime import date


class CitationError(KeyError):
    """No such key, or no text of it was in force on the day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LegalText:
    """A law's article or a numbered document, in force from ``from_`` to ``until``."""

    law: str  # 中华人民共和国村民委员会组织法
    article: str = ""  # 第三十五条第四款
    number: str = ""  # 财农〔2023〕12号
    from_: date = date.min
    until: date = date.max

    def holds(self, on: date) -> bool:
        return self.from_ <= on <= self.until

    @property
    def said(self) -> str:
        """《中华人民共和国村民委员会组织法》第三十五条, 《…办法》（财农〔2023〕12号）."""
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.law}》{number}{self.article}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    key: str
    says: str
    texts: tuple[LegalText, ...]

    def on(self, day: date) -> LegalText | None:
        """The text in force on ``day``; None before the first."""
        return next((text for text in self.texts if text.holds(day)), None)
