"""`riwaya serve` and `riwaya users`: the workspace in a browser, and who may use it."""

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.cli.console import Console, guarded
from riwaya.cli.options import Debug, Ledger

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger as Opened

MEGABYTE = 1_000_000


def serve(
    ledger: Ledger,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="Port; 0 takes a free one.")] = 8080,
    users: Annotated[
        Path | None, typer.Option(metavar="FILE", help="File of users. [default: users.db beside the ledger, if any]")
    ] = None,
    analyst: Annotated[
        str | None,
        typer.Option("--as", metavar="NAME", help="Who reviews, without sign-in. [default: your login name]"),
    ] = None,
    origin: Annotated[
        str | None, typer.Option(metavar="URL", help="Address that browsers use, behind a proxy that speaks HTTPS.")
    ] = None,
    language: Annotated[str, typer.Option(metavar="ar|en", help="Language of the pages at first.")] = "ar",
    names: Annotated[bool, typer.Option("--names", help="Show private persons by name in lists too.")] = False,
    tiles: Annotated[
        str | None, typer.Option(metavar="URL", help="Map tiles of your own server instead of the bundled lines.")
    ] = None,
    upload_file: Annotated[
        int, typer.Option("--upload-file", metavar="MB", min=1, help="Largest file that may be added, in megabytes.")
    ] = 50,
    upload_files: Annotated[
        int, typer.Option("--upload-files", metavar="N", min=0, help="Files that may be added at once; 0 for none.")
    ] = 200,
    upload_total: Annotated[
        int, typer.Option("--upload-total", metavar="MB", min=1, help="What may be added at once, in megabytes.")
    ] = 200,
    debug: Debug = False,
) -> None:
    """Open a ledger in the browser: read, search, dispute, review, add reports.

    Listens on this machine only, without sign-in. Another address needs users (`riwaya users add`). Whoever may review
    may add reports, within the limits of --upload-file, --upload-files and --upload-total.

    \b
    Examples:
      riwaya serve out
      riwaya serve out --port 9000 --as "Huda" --language en
      riwaya serve out --upload-files 1000 --upload-total 2000
    """
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.web.serving import run
        from riwaya.web.settings import Uploads

        run(
            console.line,
            ledger,
            host=host,
            port=port,
            users=users,
            analyst=analyst,
            origin=origin,
            language=language,
            names=names,
            tiles=tiles,
            rewrite=lambda opened: _rewrite(console, opened),
            uploads=Uploads(upload_file * MEGABYTE, upload_files, upload_total * MEGABYTE),
            added=lambda opened: _write_again(console, opened),
        )


def _rewrite(console: Console, ledger: "Opened") -> None:
    """After a redaction, what `riwaya redact` does to the files beside the ledger."""
    from riwaya.cli.redacting import rewrite_files

    rewrite_files(console, ledger)


def _write_again(console: Console, ledger: "Opened") -> None:
    """After reports were added, the files of `riwaya run` beside the ledger are made to hold what it holds."""
    from riwaya.cli.run import DOCUMENTS, write_again

    if ledger.path is not None and (ledger.path.parent / DOCUMENTS).exists():
        write_again(console, ledger, ledger.path.parent)


users = typer.Typer(
    no_args_is_help=True,
    help="""Who may use the workspace: names, roles, passwords, in a file beside the ledger.

    Roles: read; review (and read); administer (and review). Passwords are asked for, or read from stdin where that is
    no terminal.

    \b
    Examples:
      riwaya users add out huda --role review
      riwaya users list out
      riwaya users role out huda --role administer
      riwaya users password out huda
      riwaya users remove out huda
    """,
)

UsersOf = Annotated[str, typer.Argument(metavar="LEDGER", help="A ledger's folder (or file), or a file of users.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The user's name; reviews are kept under it.")]
RoleOption = Annotated[str, typer.Option("--role", metavar="read|review|administer", help="What the user may do.")]


@users.command("add")
def add(where: UsersOf, name: Name, role: RoleOption = "review", debug: Debug = False) -> None:
    """Add a user."""
    with guarded(Console(debug=debug)):
        from riwaya.web.serving import role_named, users_at

        users_at(where, create=True).add(name, role_named(role), _password())


@users.command("list")
def show(where: UsersOf, debug: Debug = False) -> None:
    """List the users: name, role, since when."""
    with guarded(Console(debug=debug)):
        from riwaya.web.serving import users_at

        for user in users_at(where).all():
            typer.echo(f"{user.name}\t{user.role}\t{user.added}")


@users.command("remove")
def remove(where: UsersOf, name: Name, debug: Debug = False) -> None:
    """Remove a user and end their sessions; what they decided stays in the ledger."""
    with guarded(Console(debug=debug)):
        from riwaya.web.serving import users_at

        users_at(where).remove(name)


@users.command("password")
def password(where: UsersOf, name: Name, debug: Debug = False) -> None:
    """Give a user another password; their sessions end."""
    with guarded(Console(debug=debug)):
        from riwaya.web.serving import users_at

        users_at(where).set_password(name, _password())


@users.command("role")
def role(where: UsersOf, name: Name, role: RoleOption, debug: Debug = False) -> None:
    """Give a user another role, at once."""
    with guarded(Console(debug=debug)):
        from riwaya.web.serving import role_named, users_at

        users_at(where).set_role(name, role_named(role))


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        from riwaya.model.errors import UsageError

        raise UsageError("the two passwords differ; nothing was changed")
    return first
