"""The interface's texts: every one is translated, and templates say what catalogues know."""

import re

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from riwaya.web.guard import CONTENT_POLICY, policy
from riwaya.web.i18n import FOLDER, chosen
from riwaya.web.nav import PAGES

TEMPLATES = FOLDER.parent / "templates"
PYTHON = (FOLDER.parents[1] / "workspace", FOLDER.parent / "routes")
GAP = re.compile(r"%\((\w+)\)s")


def key(message: str, context: str | None) -> str:
    return f"{context}: {message}" if context else message


def messages() -> set[str]:
    options = {"**.html": {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "trimmed": "true"}}
    found = extract_from_dir(TEMPLATES, method_map=[("**.html", "jinja2.ext.babel_extract")], options_map=options)
    said = {key(m if isinstance(m, str) else m[0], context) for _, _, m, _, context in found}
    python = [one for folder in PYTHON for one in extract_from_dir(folder, keywords={"Unfit": (2,)})]
    said |= {message for _, _, message, *_ in python if isinstance(message, str)}
    return said | {name for _, name in PAGES}


def catalogue() -> dict[str, object]:
    files = sorted((FOLDER / "ar").glob("*.po"))
    parts = [read_po(file.open("rb"), locale="ar", abort_invalid=True) for file in files]
    entries = [message for part in parts for message in part if message.id]
    return {key(m.id if isinstance(m.id, str) else m.id[0], m.context): m for m in entries}


def test_every_message_is_translated():
    known = catalogue()
    assert messages()
    assert sorted(message for message in messages() if message not in known) == []


def test_translations_are_whole():
    for message in catalogue().values():
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        assert all(texts), message.id
        assert not message.fuzzy, message.id
        original = message.id if isinstance(message.id, str) else message.id[1]
        for text in texts:
            assert set(GAP.findall(text)) <= set(GAP.findall(original)), message.id


@pytest.mark.parametrize(
    ("asked", "kept", "answer"), [("en", "ar", "en"), (None, "en", "en"), ("fr", None, "ar"), ("", "xx", "ar")]
)
def test_the_language_is_asked_for_or_kept(asked, kept, answer):
    assert chosen(asked, kept, "ar") == answer


@pytest.mark.parametrize(
    ("tiles", "connects"),
    [("https://tiles.example/{z}/{x}/{y}.png", "'self' https://tiles.example;"), ("/own/{z}/{x}/{y}.png", "'self';")],
)
def test_only_the_named_tile_server_is_let_in(tiles, connects):
    assert f"connect-src {connects}" in policy(tiles)
    assert policy(tiles).replace(connects, "'self';") == CONTENT_POLICY
