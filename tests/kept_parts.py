"""What every application and engine of a test would make again, and one process needs once:
addresses, statements, templates.
"""

from collections.abc import Callable, Iterable
from types import CodeType
from typing import Any, ClassVar

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Engine
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule
from werkzeug.routing.rules import RulePart

from villagepub import db


class ParsedOnce(Rule):
    """Every test has its own application, and reading some two hundred rules is most of
    what making one costs. What a rule is made of hangs on its text alone.
    """

    _built: ClassVar[dict[tuple[str, str, bool], Callable[..., tuple[str, str]]]] = {}
    _parsed: ClassVar[dict[tuple[str, str], "ParsedOnce"]] = {}
    _own_parts: tuple[RulePart, ...] = ()

    def _parse_rule(self, rule: str) -> Iterable[RulePart]:
        key = (rule, str(self.defaults))
        if key not in self._parsed:
            self._own_parts = tuple(super()._parse_rule(rule))
            self._parsed[key] = self
        first = self._parsed[key]
        self._trace, self._converters = first._trace, first._converters
        self.arguments |= first.arguments
        return first._own_parts

    def _compile_builder(
        self, append_unknown: bool = True
    ) -> Callable[..., tuple[str, str]]:
        key = (self.rule, str(self.defaults), append_unknown)
        if key not in self._built:
            self._built[key] = super()._compile_builder(append_unknown)
        return self._built[key]


Flask.url_rule_class = ParsedOnce


class _OneOfAKind:
    """Every test has its own engine, and each would compile the statements of the whole
    house again: two dialects of SQLite are as good as one, so what is compiled is shared.
    """

    def __hash__(self) -> int:
        return hash(type(self))

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)


SQLiteDialect_pysqlite.__hash__ = _OneOfAKind.__hash__  # type: ignore[method-assign]
SQLiteDialect_pysqlite.__eq__ = _OneOfAKind.__eq__  # type: ignore[method-assign]
_make_engine, _statements = db.make_engine, LRUCache[Any, Any](1_500)


def _make_engine_that_shares(url: str) -> Engine:
    engine = _make_engine(url)
    if url.startswith("sqlite"):
        engine.update_execution_options(compiled_cache=_statements)
    return engine


db.make_engine = _make_engine_that_shares


class ReadOnce(FileSystemBytecodeCache):
    """Compiled templates, each read once by a worker."""

    _codes: ClassVar[dict[tuple[str, str], CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        key = (bucket.key, bucket.checksum)
        bucket.code = self._codes.get(key)
        if bucket.code is None:
            super().load_bytecode(bucket)
        if bucket.code is not None:
            self._codes[key] = bucket.code
