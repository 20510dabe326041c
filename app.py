"""The WSGI application, for any server: ``granian --interface wsgi app:app``."""

from villagepub.factory import create_app

app = create_app()
