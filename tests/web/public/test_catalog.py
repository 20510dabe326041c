"""The public catalog: what is owed, by which law, and where that law is no longer new."""

import re


def test_a_basis_that_something_newer_replaced_is_said_to_be_old(get) -> None:
    page = get("/catalog")
    told = {
        dd.get_text(" ", strip=True)
        for dd in page.soup.select(".kv dd")
        if "依据：" in dd.get_text()
    }
    old = {text for text in told if "此依据已有新规定" in text}
    assert any("财农〔2017〕41号" in text for text in old)
    assert all(re.search(r"财农〔2017〕41号|民发〔201", text) for text in old)
    assert told - old


def test_the_villages_own_list_cites_the_law_in_force(get) -> None:
    words = get("/catalog").words
    assert "《中华人民共和国村民委员会组织法》第三十五条" in words
    assert "《中华人民共和国社会救助法》第四十五条" in words
    assert "组织法》第三十条" not in words
