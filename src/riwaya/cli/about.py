"""`riwaya about`: what this installation is made of."""

from typing import Annotated

import typer

from riwaya.cli.console import Console, guarded
from riwaya.cli.options import Debug


def about(
    json: Annotated[bool, typer.Option("--json", help="One JSON object instead of text.")] = False,
    debug: Debug = False,
) -> None:
    """Show versions, digests and licences of what riwaya carries.

    Word lists, gazetteer, map, typeface and the files of others in its pages: which version, from where, under which
    licence, with which attribution. The digest is taken from the installed files; equal digests mean equal data.

    \b
    Examples:
      riwaya about
      riwaya about --json
    """
    console = Console(debug=debug)
    with guarded(console):
        import msgspec

        from riwaya.about import about as found
        from riwaya.about import as_lines

        if json:
            typer.echo(msgspec.json.encode(found()).decode())
        else:
            typer.echo("\n".join(as_lines(found())))
