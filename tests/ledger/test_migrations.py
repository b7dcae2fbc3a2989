"""Ledgers of every version: older ones are brought up to date, others are refused in words."""

import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from riwaya.ledger import additions, open_ledger, review_tables, schema
from riwaya.ledger.query import Query
from riwaya.ledger.search import search
from riwaya.ledger.target import locate
from riwaya.model.codec import encode
from riwaya.model.errors import LedgerError, UsageError

METADATA = schema.metadata
ALL_LOADED = (additions.additions, review_tables.decisions)  # whose modules put tables there


def scripts():
    config = Config()
    config.set_main_option("script_location", "riwaya.ledger:migrations")
    return ScriptDirectory.from_config(config)


def test_the_schema_is_what_the_migrations_leave(tmp_path):
    open_ledger(tmp_path / "ledger.db", create=True).close()
    with create_engine(f"sqlite:///{tmp_path / 'ledger.db'}").connect() as connection:
        opts = {"include_object": lambda _, name, *__: not str(name).startswith(schema.SEARCH_INDEX)}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_revision() == schema.HEAD == scripts().get_current_head()


def test_migrations_are_one_line_and_named_after_what_they_do():
    revisions = [script.revision for script in scripts().walk_revisions()]
    assert revisions == [f"{n:04}" for n in range(len(revisions), 0, -1)]
    for script in scripts().walk_revisions():
        assert script.path.rsplit("/", 1)[1].startswith(f"{script.revision}_")
        assert script.doc


def test_an_empty_file_becomes_a_ledger(tmp_path):
    (tmp_path / "ledger.db").touch()
    with open_ledger(tmp_path) as ledger:
        assert ledger.run() is None
        assert list(ledger.claims()) == []


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (
            lambda path: path.write_bytes(b"no database at all, but long enough to be one" * 40),
            "cannot be used as a ledger",
        ),
        (
            lambda path: sqlite3.connect(path).execute("CREATE TABLE recipes (id)").connection.commit(),
            "no riwaya ledger",
        ),
    ],
)
def test_what_is_no_ledger_is_refused_and_left_alone(tmp_path, make, says):
    path = tmp_path / "other.db"
    make(path)
    with pytest.raises(LedgerError, match=says):
        open_ledger(path)
    if says == "no riwaya ledger":
        assert sqlite3.connect(path).execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]


def test_a_newer_ledger_is_refused(tmp_path):
    path = tmp_path / "ledger.db"
    open_ledger(path, create=True).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(LedgerError, match=r"version '9999' is unknown .* use the newer riwaya"):
        open_ledger(path)


def test_a_missing_ledger_is_not_made_unasked(tmp_path):
    with pytest.raises(LedgerError, match="there is no ledger; make one with `riwaya run"):
        open_ledger(tmp_path / "ledger.db")
    assert not (tmp_path / "ledger.db").exists()


def test_a_migration_that_fails_leaves_nothing_half_done(tmp_path, monkeypatch):
    from alembic import op

    real, calls = op.create_index, []

    def breaks_late(*args, **kwargs):
        calls.append(args)
        if len(calls) == 3:
            raise RuntimeError("power cut")
        return real(*args, **kwargs)

    monkeypatch.setattr(op, "create_index", breaks_late)
    path = tmp_path / "ledger.db"
    with pytest.raises(RuntimeError, match="power cut"):
        open_ledger(path, create=True)
    assert sqlite3.connect(path).execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == []
    monkeypatch.undo()
    with open_ledger(path) as ledger:
        assert ledger.run() is None


@pytest.fixture
def first_version(new_ledger, checkout):
    """A ledger as the first version of riwaya wrote it, in either database, and what it held."""
    statements = (checkout / "tests/data/ledgers/0001.sql").read_text(encoding="utf-8").split(";\n")
    target = locate(new_ledger)
    engine = create_engine(f"sqlite:///{target.path}" if target.path else target.url)
    with engine.begin() as connection:
        for statement in filter(str.strip, statements):
            connection.exec_driver_sql(statement)
        claims = connection.exec_driver_sql("SELECT record FROM claims ORDER BY position").scalars().all()
        documents = connection.exec_driver_sql("SELECT id FROM documents ORDER BY position").scalars().all()
    engine.dispose()
    return new_ledger, list(claims), list(documents)


def test_a_ledger_of_the_first_version_opens_with_all_it_held(first_version):
    target, claims, documents = first_version
    assert len(claims) >= 5
    assert len(documents) == 3
    for _ in range(2):
        with open_ledger(target) as ledger:
            assert [encode(claim).decode() for claim in ledger.claims()] == claims
            assert [document.id for document in ledger.documents()] == documents
            assert [one.code for one in ledger.set_aside()] == ["empty"]
            assert ledger.run().options == {"title": "تجربة"}
            assert [hit.document for hit in search(ledger, Query(text="ناشط")).items] == ["shamal/awwal"]
            ledger.check()


def test_a_ledger_of_the_first_version_takes_another_run(first_version, make_document, make_claim):
    with open_ledger(first_version[0]) as ledger:
        ledger.write_run([make_document("b")], [make_claim("b")], version="2", inputs=["b"])
        assert ledger.run().documents == 4
        ledger.check()
        ledger.write_run([make_document("b")], [make_claim("b")], version="2")
        assert ledger.run().documents == 1
        ledger.check()


@pytest.mark.postgres
def test_the_schema_is_what_the_migrations_leave_on_postgresql(postgres):
    url = postgres.new_database()
    open_ledger(url, create=True).close()
    with create_engine(url).connect() as connection:
        ours = {"search_index", "ix_search_index_words", "ix_claims_id_begins"}  # what SQLite has in another make
        opts = {"include_object": lambda _, name, *__: name not in ours}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, schema.metadata) == []


@pytest.mark.postgres
def test_databases_that_are_no_ledgers_are_refused(postgres):
    url = postgres.new_database()
    with pytest.raises(LedgerError, match="there is no ledger; make one with"):
        open_ledger(url)
    with create_engine(url).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE recipes (id INTEGER)")
    with pytest.raises(LedgerError, match="no riwaya ledger"):
        open_ledger(url, create=True)
    with pytest.raises(LedgerError, match=r"cannot be used as a ledger \(.*refused"):
        open_ledger("postgresql://riwaya:secret@127.0.0.1:1/none", create=True)


def test_secrets_of_a_url_are_in_no_message():
    for url in ("postgresql://u:secret@h/d", "postgresql+psycopg://u@h/d?password=secret&x=1"):
        assert "secret" not in locate(url).name
        assert locate(url).url is not None
        assert "secret" in locate(url).url
    with pytest.raises(UsageError, match="mysql://…: no such ledger"):
        locate("mysql://u:secret@h/d")
