"""What every command works on: the settings and a database at the newest revision.

Most work on an instance that is there: where there is none, because its path was typed
wrongly, nothing is made and it is said. Those that begin one ask for ``new_engine``.
"""

from functools import cached_property
from typing import TYPE_CHECKING

import click

from villagepub import settings
from villagepub.errors import UserError
from villagepub.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


class Instance:
    """Made when a command first asks; a setting that makes no sense ends it there."""

    @cached_property
    def settings(self) -> Settings:
        return settings.read()

    @cached_property
    def engine(self) -> "Engine":
        """The engine of an instance that is there. Raises UserError."""
        settings.require_there()
        from villagepub import db

        if db.revision(db.make_engine(self.settings.database_url)) is None:
            raise UserError(
                "这个数据库里没有 villagepub 的数据。看看 VILLAGEPUB_DATABASE_URL、"
                "VILLAGEPUB_INSTANCE 写对没有。"
            )
        return self.new_engine

    @cached_property
    def new_engine(self) -> "Engine":
        """The engine of an instance, which is made if there is none."""
        from villagepub import own_forms

        own_forms.use(self.database)
        return self.database

    @cached_property
    def database(self) -> "Engine":
        """The same, for what asks no form: two thirds of a second are for loading those."""
        # not for commands that need no database
        from villagepub import db, upgrades

        engine, chosen = db.make_engine(self.settings.database_url), self.settings
        copy = upgrades.bring_up_to_date(engine, chosen.instance, chosen.store_url)
        if copy is not None:
            click.echo(f"数据库升到了这一版，升级前的留在 {copy}。", err=True)
        return engine
