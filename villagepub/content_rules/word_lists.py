"""The rules and their words, out of ``data/words.toml``: a new word is a line there."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from villagepub.canonical_json import typed
from villagepub.data_files import toml_of

RuleKey = Literal[
    "link", "advert", "seller", "opinion", "fingertip", "sensitive", "child"
]
_BETWEEN = r"[\s·•.．_*\-—|/、“”\"‘’「」]{0,2}"  # 加 微 信, 加·微·信, 回复“收到”


@dataclass(frozen=True, kw_only=True, slots=True)
class ContentRule:
    """``named``: words that may not stand beside a person; ``lists``: titles of such lists."""

    key: RuleKey
    title: str
    why: str
    source: str
    never: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class People:
    source: str
    surnames: str
    doubtful: str
    callers: tuple[str, ...]
    called: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class WordLists:
    date: date
    rules: tuple[ContentRule, ...]
    people: People


@cache
def word_lists() -> WordLists:
    return typed(WordLists, toml_of("content_rules/data/words.toml"))


def rule_of(key: RuleKey) -> ContentRule:
    return next(rule for rule in word_lists().rules if rule.key == key)


@cache
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, the longest first, with a space or a sign between their letters."""
    ordered = sorted(words, key=len, reverse=True)
    spread = (_BETWEEN.join(map(re.escape, word)) for word in ordered)
    return re.compile("|".join(spread) or r"(?!)", re.IGNORECASE)


@cache
def a_name() -> re.Pattern[str]:
    """A name that a sentence itself shows to be one: 村民王小明, 李小红同学."""
    people = word_lists().people
    sure = "".join(s for s in people.surnames if s not in people.doubtful)
    given = r"[\u4e00-\u9fff某*＊×]{1,2}"
    callers, called = "|".join(people.callers), "|".join(people.called)
    end = r"(?=$|[^\u4e00-\u9fff]|[的家在和与及等因]|是|今年|患|被)"
    return re.compile(
        rf"(?:{callers})[:：]?\s*(?:[{sure}]{given}|[{people.doubtful}]{given}{end})"
        rf"|[{people.surnames}]{given}(?:{called})"
    )
