"""How a command says that it can't take what it was given."""

import click


class BadInput(click.ClickException):
    """One Chinese sentence on stderr; exit status 2; nothing half done."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        click.echo(self.message, err=True)
