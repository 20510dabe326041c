"""Boxes, ticks and bullets: what was chosen in a cell, and text without its marks."""

import re
from collections.abc import Sequence

# The last of each are what Word's Wingdings boxes become in a saved page.
CHOSEN = "■☑√✓✔☒▣◼⬛●\uf052\uf0fe\uf06e"
EMPTY = "□☐▢◻⬜○\uf0a3\uf0a8\uf06f"
# 口 is a garbled □ only before one of these or at the start of a word: 窗口 is no box.
_CHANNEL = (
    r"(?:政府网|政府公|网站|两微|发布会|听证会|广播|电视|纸质|报刊|公开查阅|政务服|便民|入户|社区|村|"
    r"精准|公示栏|公告栏|其他|其它|微信)"
)
_GARBLED = re.compile(
    rf"(?:(?<=^)|(?<=[\s、，；;]))口(?=\s*\S)|口(?=\s*{_CHANNEL})", re.M
)
_BRACKETED = re.compile(rf"[（(\[【]\s*([{CHOSEN}])?\s*[）)\]】]")
_RUN = re.compile(rf"([{CHOSEN}{EMPTY}](?:\s*[{CHOSEN}{EMPTY}])*)([^{CHOSEN}{EMPTY}]*)")
_NOTHING = re.compile(r"[×✗✘xX否无不/\\—–\-－]*")
_SEPARATORS = "、，,；;\n 　"

KNOWN_CHANNELS = frozenset(
    {
        "政府网站", "政府公报", "两微一端", "发布会/听证会", "发布会听证会", "广播电视",
        "纸质媒体", "公开查阅点", "政务服务中心", "便民服务站", "入户/现场", "精准推送",
        "社区/企事业单位/村公示栏（电子屏）", "村务公开栏", "村民微信群", "其他",
    }
)  # fmt: skip


def is_marked(cell: str) -> bool:
    """A cell under 全社会, 主动, 县级 …: any text but an empty box, × or 否 chooses."""
    text = "".join(c for c in cell if not c.isspace() and c not in EMPTY)
    return text != "口" and not _NOTHING.fullmatch(text)


def said_beside(cell: str) -> str:
    """What a marked cell says beside its mark: 低保对象 in "√低保对象"."""
    return joined(cell.strip(CHOSEN + EMPTY + " \n　")).strip("（）() ")


def chosen(cell: str) -> tuple[str, ...]:
    """The chosen ones of a cell of boxes; without boxes, all that the cell lists."""
    text = _BRACKETED.sub(lambda m: m[1] or "□", _GARBLED.sub("□", cell)).strip()
    if not any(c in CHOSEN + EMPTY for c in text):
        return tuple(filter(None, map(_tidy, split_outside(text, _SEPARATORS))))
    if text[0] not in CHOSEN + EMPTY and text[-1] in CHOSEN + EMPTY:
        return _chosen_behind(text)
    found: list[str] = []
    for run in _RUN.finditer(text):
        if any(c in CHOSEN for c in run[1]):
            found += _labels(run[2])
    return tuple(found)


def _chosen_behind(text: str) -> tuple[str, ...]:
    """政府网站√ 政府公报□: the mark stands behind its word."""
    pairs = re.findall(rf"([^{CHOSEN}{EMPTY}]+)([{CHOSEN}{EMPTY}])", text)
    words = (_tidy(word) for word, mark in pairs if mark in CHOSEN)
    return tuple(word for word in words if word)


def _labels(text: str) -> list[str]:
    """One option, even if its cell wraps; a second line of its own is another."""
    whole = _tidy(text)
    first, _, rest = text.strip().partition("\n")
    if whole not in KNOWN_CHANNELS and _tidy(first) in KNOWN_CHANNELS and rest.strip():
        return [_tidy(first), *filter(None, map(_tidy, rest.split("\n")))]
    return [whole] if whole else []


def _tidy(text: str) -> str:
    """其他 基层公共服务平台 keeps its space, a wrapped word loses its break."""
    text = re.sub(r"[_＿]+", "", text).strip(_SEPARATORS + "。\t")
    other = re.fullmatch(r"(其[他它])[：:\s]+(\S.*)", text, re.S)
    if other:
        return f"{other[1]} {joined(other[2])}"
    return re.sub(r"\s+", "", joined(text)).replace("(", "（").replace(")", "）")


def joined(text: str) -> str:
    """Lines of a wrapped cell as one: no space between Chinese characters."""
    whole = ""
    for line in (" ".join(part.split()) for part in text.split("\n")):
        if whole and line and whole[-1].isascii() and line[0].isascii():
            whole += " "
        whole += line
    return whole


def split_outside(text: str, separators: Sequence[str]) -> list[str]:
    """Split at separators that stand outside of brackets and book marks."""
    parts, depth, start = [], 0, 0
    for i, c in enumerate(text):
        if c in "《（(〔[【“":
            depth += 1
        elif c in "》）)〕]】”":
            depth = max(depth - 1, 0)
        elif depth == 0 and c in separators:
            parts.append(text[start:i])
            start = i + 1
    return [*parts, text[start:]]
