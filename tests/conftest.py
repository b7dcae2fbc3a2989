"""What tests of several parts share: the checkout, the corpora beside it, and records made by hand."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import msgspec
import pytest

import postgres_server
import riwaya
from local_site import FakeClock, Site
from riwaya.model import Actor, Claim, Cue, Document, EventTime, Place, Published, Quantity, Voice, claim_id, cut
from riwaya.model.ids import sha256

# How long one example takes says what else the machine does: the first one loads the language data.
# Equal code gives equal runs; `pytest --hypothesis-profile=explore` looks for what the chosen examples do not show.
hypothesis.settings.register_profile("riwaya", deadline=None, derandomize=True)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=500)
hypothesis.settings.load_profile("riwaya")

CHECKOUT = Path(__file__).resolve().parents[1]

TEXT = "قال ناشطون إن مقاتلي اللواء الخامس دخلوا بلدة عين الورد يوم الثلاثاء وقتلوا 12 جنديا، لكن الوزارة نفت ذلك.\n"


@pytest.fixture(scope="session", autouse=True)
def _same_riwaya_in_other_processes() -> None:
    """Processes that tests start run the riwaya that is tested, wherever they start and however it was found."""
    paths = [str(Path(riwaya.__file__).resolve().parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of the repository."""
    return CHECKOUT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared corpora and gold beside the checkout; the test is skipped, aloud, where there is none."""
    folder = CHECKOUT.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip(f"no shared corpora beside the checkout ({folder})")
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[postgres_server.Server]:
    """A PostgreSQL server of the tests' own; tests are skipped, aloud, where there is none."""
    with postgres_server.running() as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def new_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new ledger can be made: a path, then the URL of an empty PostgreSQL database. Tests run with each."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    server: postgres_server.Server = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def make_document() -> Callable[..., Document]:
    """Makes a document by hand; keyword arguments replace its fields."""

    def make(document_id: str = "north/report-1", **fields: object) -> Document:
        document = Document(
            id=document_id,
            text=TEXT,
            sha256=sha256(TEXT.encode()),
            outlet="outlet:example",
            title="عنوان",
            published=Published("2031-05-06", "2031-05-06", "sidecar"),
        )
        return msgspec.structs.replace(document, **fields)

    return make


@pytest.fixture
def make_claim() -> Callable[..., Claim]:
    """Makes a claim of `make_document`'s text by hand; keyword arguments replace its fields."""

    def at(record: type, words: str, **fields: object) -> object:
        start = TEXT.index(words)
        return record(words, start, start + len(words), **fields)

    def make(document_id: str = "north/report-1", **fields: object) -> Claim:
        evidence = "مقاتلي اللواء الخامس دخلوا بلدة عين الورد"
        start = TEXT.index(evidence)
        claim = Claim(
            id="",
            document=document_id,
            evidence=cut(TEXT, start, start + len(evidence)),
            voices=(at(Voice, "ناشطون", name="activists", entity="voice:activists", kind="activist"),),
            cue=Cue(TEXT[0:3], 0, 3),
            attitude="neutral",
            stance="asserts",
            denial=None,
            denies_what=None,
            event="entry",
            background=False,
            agents=(at(Actor, "مقاتلي اللواء الخامس"),),
            targets=(),
            places=(at(Place, "بلدة عين الورد", name="Ayn al-Ward", lat=35.5, lon=40.25, precision="point"),),
            time=at_time(),
            extent=None,
            quantities=(Quantity("12 جنديا", 12, 12, "people"),),
            rules=("say.qala", "attribution:say.qala", "a-mechanism"),
            score=0.75,
        )
        claim = msgspec.structs.replace(claim, **fields)
        return claim if claim.id else msgspec.structs.replace(claim, id=claim_id(document_id, claim))

    def at_time() -> EventTime:
        words = "يوم الثلاثاء"
        start = TEXT.index(words)
        return EventTime("2031-05-06", "2031-05-06", (0, 0), words, start, start + len(words))

    return make


@pytest.fixture
def clock() -> FakeClock:
    """Time that passes only when somebody waits."""
    return FakeClock()


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on this machine."""
    one = Site()
    yield one
    one.stop()
