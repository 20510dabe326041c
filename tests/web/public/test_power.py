"""小微权力 as villagers read it: the list, one power, its guide, and the way from a notice."""

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests import stage
from tests.stage import VILLAGE
from villagepub import powers

LIST = f"/power/{VILLAGE}"


def test_the_list_has_every_power_and_says_that_it_is_a_sample(get) -> None:
    page = get(LIST)
    links = {a["href"] for a in page.soup.select("a.cell")}
    assert {f"{LIST}/{item.code}" for item in powers.sample().items} <= links
    assert "示例" in page.words


@pytest.mark.parametrize(
    ("word", "code"), [("修路", "QL-09"), ("盖章", "QL-15"), ("低保", "QL-19")]
)
def test_a_power_is_found_by_a_villagers_word(get, word: str, code: str) -> None:
    links = {a["href"] for a in get(f"{LIST}?q={word}").soup.select("a.cell")}
    assert f"{LIST}/{code}" in links
    assert f"{LIST}/QL-02" not in links


@pytest.mark.parametrize("item", powers.sample().items, ids=lambda i: i.code)
def test_one_power_is_drawn_step_by_step(get, item) -> None:
    page = get(f"{LIST}/{item.code}")
    shown = page.soup.select(".flow > li")
    assert len(shown) == len(item.steps)
    for line, step in zip(shown, item.steps, strict=True):
        words = line.get_text(" ", strip=True)
        assert step.name in words
        assert step.actor in words
        assert ("pub" in line.get("class", [])) == bool(step.publicity)
    assert all(risk.what in page.words for risk in item.risks)


def test_a_vote_says_its_threshold_and_where_it_goes_if_it_fails(get) -> None:
    words = get(f"{LIST}/QL-09").words
    assert "三分之二以上的组成人员参加，到会的过半数同意" in words
    assert "没过： 回第 2 步，重新商量" in words


def test_a_village_or_a_power_that_is_not_there_is_not_found(get) -> None:
    get("/power/610603102999", 404)
    get(f"{LIST}/QL-99", 404)
    get(f"/guide/{VILLAGE}/QL-09", 404)  # has no guide


def test_a_guide_names_its_papers_and_takes_no_others(get) -> None:
    page = get(f"/guide/{VILLAGE}/QL-20")
    assert "未注明的材料一律不收" in page.words
    assert "《中华人民共和国社会救助法》第四十五条" in page.words
    assert all(p.name in page.words for p in powers.sample().find("QL-20").guide.papers)


@pytest.mark.parametrize(
    "path",
    [
        f"{LIST}.pdf",
        f"{LIST}/QL-09.pdf",
        f"/guide/{VILLAGE}/QL-20.pdf",
        f"/guide/{VILLAGE}/QL-20/blank.pdf",
    ],
)
def test_paper_comes_as_pdf(client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")


def test_a_notice_leads_to_its_power_and_the_power_to_its_notices(
    county: Engine, get, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    assert get(f"/n/{public_id}").soup.find("a", href=f"{LIST}/QL-17")
    assert get(f"{LIST}/QL-17").soup.find("a", href=f"/n/{public_id}")
    assert "贴出 1 件" in get(LIST).words
