"""The interface's texts: every one is translated, and templates say what catalogues know."""

import re

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from riwaya.model.errors import DataError
from riwaya.web import adding, uploading
from riwaya.web.guard import CONTENT_POLICY, policy
from riwaya.web.i18n import FOLDER, chosen, translations
from riwaya.web.i18n.catalogues import entries
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
    said |= {uploading.TOO_MUCH, uploading.TOO_MANY, uploading.BROKEN, uploading.NOTHING, adding.BUSY}
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


def test_catalogues_are_read_as_babel_reads_them():
    known = {}
    for file in sorted((FOLDER / "ar").glob("*.po")):
        for message in read_po(file.open("rb"), locale="ar", abort_invalid=True):
            if message.id:
                ids = [message.id] if isinstance(message.id, str) else list(message.id)
                texts = [message.string] if isinstance(message.string, str) else list(message.string)
                known[(f"{message.context}\x04" if message.context else "") + "\0".join(ids)] = "\0".join(texts)
    read = {key: text for file in (FOLDER / "ar").glob("*.po") for key, text in entries(file).items() if key}
    assert read == known
    ours = translations("ar")
    assert [ours.ngettext("%(num)s claim", "%(num)s claims", n) for n in (1, 2)] == ["ادعاء واحد", "ادعاءان"]
    assert ours.pgettext("toll", "killed") == "قتلى"


@pytest.mark.parametrize("line", ["nothing", 'msgid "unclosed', '"text of no message"'])
def test_what_is_no_catalogue_is_told_with_its_line(tmp_path, line):
    file = tmp_path / "bad.po"
    file.write_text(f"# ours\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"bad\.po:2"):
        entries(file)


def test_compiled_templates_are_kept_where_only_their_owner_writes(tmp_path, monkeypatch):
    from jinja2 import DictLoader, Environment

    from riwaya.web.compiled import cache

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = tmp_path / "riwaya" / "templates"
    made = Environment(loader=DictLoader({"a": "{{ 1 + 1 }}"}), bytecode_cache=cache(), autoescape=True)
    assert made.get_template("a").render() == "2"
    [kept] = folder.iterdir()
    kept.write_bytes(b"broken")
    again = Environment(loader=DictLoader({"a": "{{ 1 + 1 }}"}), bytecode_cache=cache(), autoescape=True)
    assert again.get_template("a").render() == "2"
    folder.chmod(0o777)
    assert cache() is None
    monkeypatch.setenv("XDG_CACHE_HOME", str(kept / "below-a-file"))
    assert cache() is None
