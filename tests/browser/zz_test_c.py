import io, time
from pathlib import Path
import pytest
from playwright.sync_api import Browser
from tests.browser.conftest import *  # noqa
from tests.stage import CASES, Case
from tests.browser.test_every_form import PHOTO
from tests.browser.thumb import CUT, TORN, ENLARGED
from villagepub.demo.builder import read
pytestmark = pytest.mark.browser
OUT="/tmp/wall/web/"
def shot(page,name):
    for mode in ("plain","big","x14"):
        page.evaluate("m => { document.documentElement.classList.toggle('big', m != 'plain'); document.documentElement.style.fontSize='' }", mode)
        if mode=="x14": page.evaluate(ENLARGED)
        page.wait_for_timeout(100)
        page.evaluate("document.querySelectorAll('details').forEach(d=>d.open=false)")
        print(name,mode,page.title(),page.evaluate("document.documentElement.scrollWidth"),page.evaluate(CUT),page.evaluate(TORN))
        page.screenshot(path=f"{OUT}c-{name}-{mode}.png",full_page=True)
    page.evaluate("document.documentElement.classList.remove('big');document.documentElement.style.fontSize=''")
def upload(t, item, file):
    t.page.goto("/clerk/"); t.cell(item)
    with t.page.expect_file_chooser() as ch: t.page.get_by_role("button",name="选一张表").tap()
    ch.value.set_files(file)
HEAD="沿河湾镇马家沟村2026年{}耕地地力保护补贴登记表\n序号,户主姓名,组别,确权面积（亩）,补贴面积（亩）,补贴标准（元/亩）,补贴金额（元）,备注\n"
def test_c(hand, tmp_path):
    t=hand("laotuo")
    f=tmp_path/"补贴备注.csv"
    f.write_text(HEAD.format("")+"1,王东升,1组,10.00,10.00,60,600.00,\n2,李占林,1组,5.00,5.00,60,300.00,2026年5月死亡，停发\n3,张海峰,2组,4.50,4.50,60,270.00,外出务工地址不详\n4,陈树林,2组,4.00,4.00,60,240.00,\n合计,,,23.50,23.50,,1410.00,\n",encoding="gb18030")
    upload(t,"耕地地力保护补贴",f); t.page.wait_for_timeout(2500); shot(t.page,"remark")
    f=tmp_path/"第二季度低保.csv"
    f.write_text("马家沟村2026年第二季度农村低保花名册\n序号,户主姓名,组别,保障人口,保障类别,月保障金额（元）\n1,王东升,1组,2,A类,820\n2,李占林,1组,1,B类,520\n3,陈树林,2组,3,C类,1230\n合计,,,6,,2570\n",encoding="gb18030")
    upload(t,"农村最低生活保障对象",f); t.page.wait_for_timeout(2500); shot(t.page,"other-quarter")
    b=t.page.get_by_role("button").all_inner_texts(); print(b)
    moves=[x for x in b if "第二季度" in x or "放到" in x]
    if moves:
        with t.page.expect_navigation(): t.page.get_by_role("button",name=moves[0]).first.tap()
        shot(t.page,"moved")
    f=tmp_path/PHOTO; f.write_bytes(read(PHOTO))
    upload(t,"高龄",f); t.page.wait_for_timeout(1500); shot(t.page,"photo-wait")
    for _ in range(40):
        t.page.wait_for_timeout(3000)
        if "表读好了" in t.page.title() or "读好" in t.page.inner_text("h1"): break
    shot(t.page,"photo-done")
