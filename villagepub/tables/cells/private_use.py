"""Characters that older Chinese software keeps in private code points, as Unicode has them.

GBK and GB 18030-2000 gave 80 characters of FE50–FEA0 and a few others private code
points, since Unicode had none for them then; it has had since 4.1 (GB 18030-2005 and
-2022). Old input methods and fonts still write the private ones: 李 with U+E81E is 李龴.
"""

_FE50 = (
    "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱"
    "䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻"
)
_A6D9 = "︐︒︑︓︔︕︖︗︘︙"

PUBLIC: dict[int, str] = {
    **{0xE815 + place: letter for place, letter in enumerate(_FE50)},
    **{0xE78D + place: letter for place, letter in enumerate(_A6D9)},
    **{0xE7E8 + place: chr(0x2FF0 + place) for place in range(12)},
    0xE76C: "€",
    0xE7C7: "ḿ",
    0xE7C8: "ǹ",
    0xE7E7: "〾",
}
