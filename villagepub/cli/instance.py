"""What every command works on: the settings and a database at the newest revision."""

from functools import cached_property

from sqlalchemy.engine import Engine

from villagepub import db, settings
from villagepub.settings import Settings


class Instance:
    """Made when a command first asks; a setting that makes no sense ends it there."""

    @cached_property
    def settings(self) -> Settings:
        return settings.read()

    @cached_property
    def engine(self) -> Engine:
        engine = db.make_engine(self.settings.database_url)
        db.upgrade(engine)
        return engine
