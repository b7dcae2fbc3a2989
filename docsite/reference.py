"""Reference pages made from the code: commands from the command line itself, fields from the records, closed lists.

    python -m docsite.reference            write them into docs/reference
    python -m docsite.reference --check    say which of them are stale, and fail if any is

A test does the same as `--check`.
"""

import inspect
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import typer

from riwaya.cli.app import app
from riwaya.lang.labels import labels
from riwaya.model import Claim, Document
from riwaya.model import claim as claims
from riwaya.model import document as documents
from riwaya.model import span as spans
from riwaya.model.vocabulary import FAMILIES

FOLDER = Path(__file__).parents[1] / "docs/reference"
MADE = "<!-- Made by `python -m docsite.reference`; edit the code, not this page. -->\n"

EXIT_CODES = (
    (0, "all done"),
    (1, "failed: nothing was written, or a figure is below its floor"),
    (2, "wrong usage"),
    (3, "done, but some input was set aside (listed on stderr and in the ledger)"),
    (130, "interrupted (Ctrl-C)"),
    (141, "whoever read the output stopped reading"),
)


def pages() -> dict[str, str]:
    """The files of the folder, by name."""
    return {
        "commands.md": "".join(_commands()),
        "records.md": "".join(_records()),
        "values.md": "".join(_values()),
        "claim.schema.json": _schema(Claim),
        "document.schema.json": _schema(Document),
    }


def _schema(record: type) -> str:
    return json.dumps(msgspec.json.schema(record), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


# --- commands ---------------------------------------------------------------------------------------------------------


def _commands() -> Iterator[str]:
    yield f"{MADE}# Commands and options\n\nMade from the command line itself: what `riwaya COMMAND --help` says. "
    yield "[The command line](../cli.md) explains more.\n"
    root = typer.main.get_command(app)
    context = typer.Context(root, info_name="riwaya")
    for name in root.list_commands(context):  # type: ignore[attr-defined]
        yield from _command(root.get_command(context, name), ["riwaya", name], context)  # type: ignore[attr-defined]


def _command(command: Any, path: list[str], parent: Any) -> Iterator[str]:
    level = "#" * min(len(path), 4)
    yield f"\n{level} `{' '.join(path)}`\n\n{_help(command.help or '')}\n"
    children = getattr(command, "commands", None)
    if children:
        for name, child in children.items():
            yield from _command(child, [*path, name], parent)
        return
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    usage = " ".join([*path, "[OPTIONS]", *(_metavar(a) for a in arguments)])
    yield f"\n```text\n{usage}\n```\n"
    rows = [(f"`{_metavar(a)}`", a.help or "") for a in arguments]
    rows += [(", ".join(f"`{o}`" for o in [*p.opts, *p.secondary_opts]) + _value(p), p.help or "") for p in options]
    yield "\n| | |\n| --- | --- |\n"
    for left, right in rows:
        yield f"| {left} | {_cell(right)} |\n"


def _metavar(argument: Any) -> str:
    name = str(argument.metavar or argument.name.upper())
    return name + ("..." if argument.nargs == -1 and not name.endswith("...") else "")


def _value(option: Any) -> str:
    if option.is_flag or option.count:
        return ""
    return f" `{option.metavar}`" if option.metavar else ""


def _help(text: str) -> str:
    """Help as Markdown: what stands after a `\\b` keeps its lines."""
    out = []
    for part in re.split(r"\n\s*\n", inspect.cleandoc(text)):
        if part.startswith("\b"):
            head, _, body = part.removeprefix("\b").strip("\n").partition("\n")
            out.append(f"{head}\n\n```sh\n{inspect.cleandoc(body)}\n```" if body else head)
        else:
            out.append(_cell(part.replace("\n", " ")))
    return "\n\n".join(out)


def _cell(text: str) -> str:
    return re.sub(r"([|<>*_])", r"\\\1", " ".join(text.split()))


# --- records ----------------------------------------------------------------------------------------------------------


def _records() -> Iterator[str]:
    yield f"{MADE}# Records\n\nThe JSON lines of documents and claims, key by key, as the code has them. Absent "
    yield "values are null or []. Offsets are half-open, in Unicode code points of the document's text: "
    yield "`text[start:end]` is the quoted string, always. "
    yield "As JSON Schema: [claim.schema.json](claim.schema.json), [document.schema.json](document.schema.json).\n"
    for record in (
        *(claims.Claim, claims.Voice, claims.Cue, claims.Actor, claims.Place, claims.EventTime, claims.Extent),
        *(claims.Quantity, spans.Span, documents.Document, documents.Published),
    ):
        yield f"\n## {record.__name__}\n\n{_prose(record.__doc__ or '')}\n\n| key | value |\n| --- | --- |\n"
        hints = get_type_hints(record)
        for name in record.__struct_fields__:
            yield f"| `{name}` | {_type(hints[name])} |\n"


def _prose(text: str) -> str:
    return _cell(inspect.cleandoc(text).replace("\n\n", " "))


def _type(hint: Any) -> str:
    """A type for readers: names of records as links, closed lists as their values."""
    arguments = get_args(hint)
    if hint is type(None):
        return "null"
    if getattr(hint, "__struct_fields__", None):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    if arguments and all(isinstance(one, str) for one in arguments):
        return ", ".join(f"`{one}`" for one in arguments)
    origin = getattr(hint, "__origin__", None)
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return f"list of {_type(arguments[0])}"
        return "[" + ", ".join(map(_type, arguments)) + "]"
    if arguments:
        return " or ".join(map(_type, arguments))
    plain = {"str": "text", "int": "whole number", "float": "number", "bool": "true or false"}
    name = str(hint.__name__)
    return plain.get(name, name)


# --- values -----------------------------------------------------------------------------------------------------------


def _values() -> Iterator[str]:
    english, arabic = labels("en"), labels("ar")
    yield f"{MADE}# Values and exit codes\n\nThe closed lists of a claim's fields, with the labels that pages show.\n"
    yield "\n## Event types\n\nTwo claims of one family may be about the same happening.\n"
    yield "\n| type | English | Arabic | family |\n| --- | --- | --- | --- |\n"
    for family, events in FAMILIES.items():
        for event in events:
            yield f"| `{event}` | {english['events'][event]} | {arabic['events'][event]} | {family} |\n"
    titles: Mapping[str, str] = {
        "stances": "Stances",
        "denials": "Kinds of denial",
        "denied_parts": "What is denied",
        "attitudes": "Attitudes of the reporting voice",
        "voice_kinds": "Kinds of voice",
        "precisions": "How exactly a place is known",
        "relations": "Relations of a quantity",
        "date_bases": "What a date of publication rests on",
    }
    for section, title in titles.items():
        yield f"\n## {title}\n\n| value | English | Arabic |\n| --- | --- | --- |\n"
        for value, label in english[section].items():
            yield f"| `{value}` | {label} | {arabic[section][value]} |\n"
    yield "\n## Exit codes\n\n| code | meaning |\n| --- | --- |\n"
    for code, meaning in EXIT_CODES:
        yield f"| {code} | {meaning} |\n"


def stale(folder: Path = FOLDER) -> list[str]:
    """The files that are not as the code would have them."""
    return [
        name
        for name, text in pages().items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]


def main() -> None:
    """Write the pages, or check them."""
    if "--check" in sys.argv:
        found = stale()
        if found:
            sys.exit(f"stale: {', '.join(found)}; run: python -m docsite.reference")
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
