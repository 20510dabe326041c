"""What a worker loads once it has something to do (docs/decisions/0020-loaded-when-used.md):
whoever is forked from a process that has loaded it begins with its work.
"""

from importlib import import_module

LIBRARIES = (
    "alembic.command",
    "argon2",
    "cryptography.fernet",
    "cryptography.hazmat.primitives.kdf.hkdf",
    "holidays",
    "huey",
    "prometheus_client",
    "psycopg",
    "pypdfium2",
    "qrcode.image.svg",
    "redis",
    "requests",
    "typst",
    "wechatpy.work",
    "xlsxwriter",
)

for name in LIBRARIES:
    import_module(name)
