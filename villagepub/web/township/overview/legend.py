"""What the words of a grid mean: of those that stand in it, no others."""

from villagepub.web.township.overview.grid import GridPage

MEANINGS = {
    "迟": "贴晚了几天",
    "不一致": "和政府公开的对不上",
    "逾期": "过了日子还没贴",
    "待审": "在监委会手里",
    "更正": "贴出以后改过",
    "已撤回": "撤下来还没重贴",
    "没有事": "随时贴的，没有要贴的",
    "不催": "清单发下来以前该贴的，想补就补",
    "本期无": "村里报过没有，监委会看过",
    "报了无，待看": "监委会还没看",
    "不予公开": "贴了但谁也看不到，镇上没点头不算数",
    "还欠": "前几期过了日子还没贴",
    "揭": "墙上挂到那天可以揭",
    "没上墙": "村里还没说榜贴上了公开栏",
    "揭早了": "没挂满就揭了",
}


def legend(page: GridPage) -> tuple[tuple[str, str], ...]:
    """Words with their meanings."""
    cells = (cell for _, row in page.rows for cell in row)
    said = "，".join({part for cell in cells for part in (cell.text, cell.note)})
    return tuple(pair for pair in MEANINGS.items() if pair[0] in said)
