"""``villagepub demo``: an empty instance filled with the demonstration county."""

import json
from typing import Any

import click
from sqlmodel import Session, col, select

from villagepub import clock, db
from villagepub.cli.instance import Instance
from villagepub.demo import builder
from villagepub.demo.scenario import SCENARIO
from villagepub.models import Notice, Place, VillageItem
from villagepub.settings import DEMO_MARKER
from villagepub.states import ROLES


@click.command()
@click.option("--json", "as_json", is_flag=True, help="只输出一份 JSON。")
@click.option("--accounts", "only_accounts", is_flag=True, help="只再说一遍演示账号。")
@click.pass_obj
def demo(instance: Instance, *, as_json: bool, only_accounts: bool) -> None:
    """往空的 instance 里放演示的安塞区。"""
    if not only_accounts:
        builder.build(instance.new_engine, instance.settings, at=clock.now())
    with db.reading(instance.engine) as session:
        told = described(session, instance.settings.base_url)
    text = json.dumps(told, ensure_ascii=False)
    (instance.settings.instance / DEMO_MARKER).write_text(text, encoding="utf-8")
    if as_json:
        click.echo(text)
    else:
        _say(told)


def described(session: Session, url: str) -> dict[str, Any]:
    """What the demo holds, as the contract's JSON has it."""
    notices = session.exec(
        select(Notice, Place.short_name, VillageItem.name)
        .join(Place, col(Place.code) == Notice.village_code)
        .join(VillageItem, col(VillageItem.id) == Notice.item_id)
        .order_by(col(Notice.id))
    )
    return {
        "url": url,
        "accounts": [
            {
                "role": account.role.value,
                "village": session.get_one(Place, account.place).short_name,
                "login": account.login,
                "password": account.password,
            }
            for account in SCENARIO.accounts
        ],
        "notices": [
            {
                "id": notice.public_id,
                "village": village,
                "item": item,
                "status": notice.status.value,
            }
            for notice, village, item in notices
        ],
    }


def _say(told: dict[str, Any]) -> None:
    words = {role.value: word.text for role, word in ROLES.items()}
    click.echo(f"网页：{told['url']}")
    click.echo("演示账号（密码只能在演示里用）：")
    for account in told["accounts"]:
        click.echo(
            f"  {account['village']} {words[account['role']]}："
            f"{account['login']}  {account['password']}"
        )
    click.echo("示例表在 villagepub/demo/data，可以照着上传。")
