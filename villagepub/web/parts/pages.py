"""Long lists a page at a time: ``?page=2``, and the ways to the pages around it."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from villagepub.web.http.request_fields import number


@dataclass(frozen=True, kw_only=True, slots=True)
class Pages:
    """Where in a list a page stands. ``before``, ``after``: addresses, '' at the ends."""

    page: int  # from 1
    pages: int
    offset: int  # entries before the page
    before: str
    after: str

    @classmethod
    def of(cls, number: int, size: int) -> "Pages":
        """The page that the address asks for, of so many entries; the last where it asks
        for one behind it.
        """
        pages = max(1, -(-number // size))
        page = min(_asked(), pages)
        return cls(
            page=page,
            pages=pages,
            offset=(page - 1) * size,
            before=_address(page - 1) if page > 1 else "",
            after=_address(page + 1) if page < pages else "",
        )


def _asked() -> int:
    return max(number(request.args.get("page", ""), 7) or 1, 1)


def _address(page: int) -> str:
    """The same address, narrowed to the same things; page 1 has no number."""
    kept: dict[str, Any] = {
        **request.args.to_dict(flat=False),
        **(request.view_args or {}),
        "page": page if page > 1 else None,
    }
    return url_for(request.endpoint or "", **kept)
