"""Cells of a catalog as values: names, elements, documents of the 公开依据."""

import re

from villagepub.catalog.marks import joined, split_outside

_ORDINALS = "一二三四五六七八九十"
_BULLET = r"[●•·◆◇■▪►▶★◎○※\uf000-\uf0ff]"
# 1. 1、 1） （1） ① 一、 （一）; "12.5" is a number and no mark.
_NUMBER = (
    rf"(?:\d{{1,2}}[.．、)）](?!\d)|[（(](?:\d{{1,2}}|[{_ORDINALS}]{{1,3}})[)）]|[①-⑳]|"
    rf"[{_ORDINALS}]{{1,3}}、)"
)
_MARK = re.compile(rf"\s*(?:{_BULLET}+|{_NUMBER}|[-－—]\s)\s*")
_INLINE_BULLETS = re.compile(r"(?=[●•◆◇■▪►▶★◎※\uf000-\uf0ff])")
_ENDS = " \t\n　；;。，、"
_BODY_END = re.compile(
    r"(?:部门|政府|办事处|机关|单位|局|委员会|中心|组织|站|院|社|办|委)）?$"
)
_ARTICLE = re.compile(rf"第[{_ORDINALS}百零〇\d]+[条款项]")
_NEXT_DOCUMENT = re.compile(
    r"(?<=号)\s*(?=[\u4e00-\u9fff]{1,8}[〔\[【（(]\d{4}[〕\]】）)])"
)


def name(cell: str) -> str:
    """一、最低 生活\\n保障 → 最低生活保障: no mark, no space between characters."""
    text = re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", joined(cell))
    return unmarked(text) or text


def unmarked(text: str) -> str:
    """Without the bullets and numbers that it begins with and the stop that ends it."""
    match = _MARK.match(text)
    while match:
        text = text[match.end() :]
        match = _MARK.match(text)
    return text.strip(_ENDS)


def body(cell: str) -> str:
    """公开主体: several on lines of their own are joined by 、."""
    lines = [unmarked(line) for line in cell.split("\n") if line.strip()]
    if len(lines) > 1 and all(_BODY_END.search(line) for line in lines[:-1]):
        return "、".join(lines)
    return name("\n".join(lines))


def elements(cell: str) -> tuple[str, ...]:
    """公开内容（要素）: ●政策依据●补贴结果, 1.识别标准2.…, or a list with ； or 、."""
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    if any(_MARK.match(line) for line in lines):
        parts = [part for line in _unwrapped(lines) for part in _marked_parts(line)]
    else:
        parts = _listed(_sentences(lines))
    return tuple(
        p for p in (joined(unmarked(part)).rstrip("：:").strip() for part in parts) if p
    )


def _unwrapped(lines: list[str]) -> list[str]:
    """Lines without a mark among marked ones go on with the one before."""
    found: list[str] = []
    for line in lines:
        if found and not _MARK.match(line):
            found[-1] += "\n" + line
        else:
            found.append(line)
    return found


def _marked_parts(line: str) -> list[str]:
    parts = [part for part in _INLINE_BULLETS.split(line) if part.strip()]
    if line.startswith("·"):
        parts = [part for part in line.split("·") if part.strip()]
    return [numbered for part in parts for numbered in _numbered(part)]


def _numbered(text: str) -> list[str]:
    """1.甲2.乙 → both; only a number that is the next one splits (附件2 does not)."""
    match = re.match(rf"\s*([（(]?)(\d{{1,2}}|[{_ORDINALS}]|[①-⑳])", text)
    if match is None or _MARK.match(text) is None:
        return [text]
    parts, start, number = [], 0, match[2]
    while following := _following(number):
        pattern = rf"(?<![\d{_ORDINALS}第]){re.escape(match[1])}{following}"
        behind = "" if number in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲" else r"[.．、)）](?!\d)"
        found = re.compile(pattern + behind).search(text, start + 1)
        if found is None:
            break
        parts.append(text[start : found.start()])
        start, number = found.start(), following
    return [*parts, text[start:]]


def _following(number: str) -> str:
    if number.isdecimal():
        return str(int(number) + 1)
    if number in _ORDINALS:
        at = _ORDINALS.index(number) + 1
        return _ORDINALS[at] if at < len(_ORDINALS) else ""
    return chr(ord(number) + 1) if number < "⑳" else ""


def _sentences(lines: list[str]) -> list[str]:
    """Lines as they are, but one that breaks off goes on in the next."""
    found: list[str] = []
    for line in lines:
        if found and (found[-1][-1] in "、，：（《" or _is_open(found[-1])):
            found[-1] += line
        else:
            found.append(line)
    return [part for line in found for part in split_outside(line, "；;")]


def _is_open(text: str) -> bool:
    return text.count("（") > text.count("）") or text.count("《") > text.count("》")


def _listed(parts: list[str]) -> list[str]:
    """A single 户主姓名、村组、补贴面积 is a list; one with a ： explains itself."""
    parts = [part for part in parts if part.strip()]
    if len(parts) != 1 or "：" in parts[0]:
        return parts
    found: list[str] = []
    for part in split_outside(parts[0], "、，,"):
        if found and found[-1].endswith("时间") and part.strip(_ENDS) == "地点":
            found[-1] += "、地点"
        else:
            found.append(part)
    return found


def basis(cell: str) -> tuple[str, ...]:
    """《…》（文号）《…》 one after another, 国发〔2012〕45号、各地相关政策 …: each document."""
    text = re.sub(r"(?<=[》）号])\s+(?=[《\u4e00-\u9fff])", "、", _closed_up(cell))
    found: list[str] = []
    for piece in split_outside(text, "、；;，,\n"):
        for document in _documents(piece):
            tidy = unmarked(joined(document))
            if found and _ARTICLE.match(tidy):
                found[-1] += "、" + tidy
            elif tidy:
                found.append(tidy)
    return tuple(found)


def _closed_up(cell: str) -> str:
    """Without the breaks inside 《…》 and （…）."""
    out, depth = [], 0
    for c in cell.strip():
        depth += (c in "《（(〔[") - (c in "》）)〕]")
        if c == "\n" and depth > 0:
            continue
        out.append(c)
    return "".join(out)


def _documents(piece: str) -> list[str]:
    """《甲》（文号）《乙》和《丙》 → three."""
    parts, start, depth, complete = [], 0, 0, False
    for i, c in enumerate(piece):
        if c == "《" and depth == 0 and complete:
            parts.append(piece[start:i].rstrip("和及与"))
            start, complete = i, False
        depth += (c in "《（(〔[") - (c in "》）)〕]")
        complete = complete or (c == "》" and depth == 0)
    rest = [*parts, piece[start:]]
    return [document for part in rest for document in _NEXT_DOCUMENT.split(part)]
