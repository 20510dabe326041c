"""A listed name is known by its sound and in letters; an everyday word is none."""

import pytest
from pypinyin import Style, pinyin

from villagepub.privacy import Gate
from villagepub.privacy.sounds import _sounds

LISTED = ["王建国", "李燕", "杨光", "马佳", "吕建华", "欧阳建国", "单小芳", "何平"]


@pytest.mark.parametrize(
    "text",
    [
        "王健国说的",
        "王 健　国说的",
        "汪建国没来",
        "王建國没来",
        "欧杨建国",
        "李艳说的",
        "山小芳交的",
        "WANG Jianguo 有意见",
        "wáng jiàn guó",
        "问 Jianguo Wang",
        "ｗａｎｇｊｉａｎｇｕｏ",
        "JianGuo 说的",
        "Lǚ Jiànhuá",
        "lv jian-hua",
    ],
)
def test_a_listed_name_is_known_by_its_sound(text: str) -> None:
    assert Gate(LISTED).ground(text) == "name"
    assert Gate(["康志明"]).ground(text) != "name"


@pytest.mark.parametrize(
    "text",
    [
        "马家沟村第2组少写1户",
        "阳光工程的钱",
        "和平路修好了",
        "LED 路灯换了 3 盏，型号 DN200，PVC 管",
        "建设用地",
        "华山松",
        "WeChat 群里也说了",
        "小学门口的灯",
        "王家沟的渠",
    ],
)
def test_an_everyday_word_is_nobody(text: str) -> None:
    assert Gate(LISTED).ground(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "陕J12345", "陕J·D12345", "陕 A-8K123 的车", "陕Ａ８Ｋ１２３", "陕J一二三四五", "陕j98z7挂",
    ],
)  # fmt: skip
def test_a_car_is_somebodys(text: str) -> None:
    assert Gate().ground(text) == "plate"


@pytest.mark.parametrize("text", ["京A4纸两包", "陕A的车牌", "川B类", "晋AAAAAA级"])
def test_what_only_begins_like_a_plate_is_none(text: str) -> None:
    assert Gate().ground(text) is None


def test_how_characters_are_said_is_as_the_library_has_it() -> None:
    for character, sounds in list(_sounds().items())[::7]:
        known = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)
        assert set(sounds) <= {sound.replace("ü", "v") for sound in known[0]}
