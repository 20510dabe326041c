"""A step in the words that page, poster and booklet share."""

from collections.abc import Iterable
from datetime import date

from villagepub import citations
from villagepub.powers.item import WHENS, PowerItem, PowerStep, Publicity


def vote_words(step: PowerStep) -> str:
    """到会多少、多少人同意: the law's own threshold, without the meeting's name."""
    return citations.meaning(step.vote).partition("：")[2] if step.vote else ""


def publicity_words(publicity: Publicity) -> str:
    """事前公布15天，3天可提意见: 公布期限 and 公示期 are two numbers."""
    objection = f"，{publicity.objection}天可提意见" if publicity.objection else ""
    return f"{WHENS[publicity.when]}公布{publicity.days}天{objection}"


def total_words(item: PowerItem) -> str:
    """9 步，5 步要贴出来."""
    steps, published = len(item.steps), len(item.published_steps)
    return f"{steps} 步，{published} 步要贴出来" if published else f"{steps} 步"


def basis_lines(keys: Iterable[str], day: date) -> tuple[str, ...]:
    """A line a law, its articles one after another; what did not hold yet is left out.

    《中华人民共和国村民委员会组织法》第二十八条、第三十五条.
    """
    laws: dict[str, list[str]] = {}
    for key in keys:
        try:
            text = citations.cite(key, day)
        except citations.CitationError:
            continue
        law = text.said.removesuffix(text.article)
        laws.setdefault(law, [])
        if text.article and text.article not in laws[law]:
            laws[law].append(text.article)
    return tuple(law + "、".join(articles) for law, articles in laws.items())
