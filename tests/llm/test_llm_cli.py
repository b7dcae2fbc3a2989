"""`--llm-url` on the command line: what is written, what is said, and what is never sent."""

import json
import subprocess
import sys

import pytest
from llm_stub import Reply, passage_of, reading

from riwaya.cli import main

TEXT = "وقصفت القوات الحكومية حي الزهور بالمدفعية.\nونفى متحدث عسكري سقوط مطار النخيل بيد المسلحين.\n"
AGREES = reading(
    "قصفت القوات الحكومية حي الزهور بالمدفعية", "shelling", agents=["القوات الحكومية"], places=["حي الزهور"]
)
INVENTED = reading("دخلت قوات المارشال العاصمة", "capture", agents=["قوات المارشال"])
DENIAL_LOST = reading("سقوط مطار النخيل بيد المسلحين", "capture", places=["مطار النخيل"], disagrees_with=[1, 2])


@pytest.fixture
def riwaya(tmp_path, server, monkeypatch, capfd):
    """Runs `riwaya ARGUMENTS` in this process, which is much quicker, with the stub's address where it says URL."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    for n in range(3):
        (tmp_path / f"reports/r{n}.txt").write_text(f"{TEXT}وعقد الوجهاء اجتماعهم رقم {n}.\n", encoding="utf-8")
    server.answer = lambda _: Reply({"claims": [AGREES, INVENTED, DENIAL_LOST]})

    def run(*arguments, **variables):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["riwaya", *(server.url if a == "URL" else a for a in arguments)])
            for name, value in variables.items():
                patch.setenv(name, value)
            capfd.readouterr()
            with pytest.raises(SystemExit) as left:
                main()
            said = capfd.readouterr()
        return left.value.code, said.out, said.err

    return run


ASK = ("--llm-url", "URL", "--llm-model", "tiny")


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_run_with_a_model(riwaya, tmp_path, server):
    assert riwaya("run", "reports", "-o", "plain", "-q")[0] == 0
    code, _, said = riwaya("run", "reports", "-o", "out", *ASK)
    assert code == 0
    assert "3 passages asked" in said
    assert "9 readings = 0 accepted + 3 confirming + 0 alternatives + 6 rejected" in said
    assert "denial_dropped 3, evidence_missing 3" in said
    plain, claims = lines(tmp_path / "plain/claims.jsonl"), lines(tmp_path / "out/claims.jsonl")
    assert [c["id"] for c in plain] == [c["id"] for c in claims]
    assert {c["event"] for c in claims if any(r.startswith("llm:tiny@") for r in c["rules"])} == {"shelling"}
    log = lines(tmp_path / "out/llm.jsonl")
    assert len(log) == 9
    assert all(entry["says"] for entry in log if entry["verdict"] == "rejected")
    assert not (tmp_path / "plain/llm.jsonl").exists()

    asked = len(server.asked)
    before = {name: (tmp_path / "out" / name).read_bytes() for name in ("claims.jsonl", "llm.jsonl", "report.html")}
    code, _, said = riwaya("run", "reports", "-o", "out", *ASK)
    assert (code, len(server.asked)) == (0, asked)
    assert "0 passages asked, 3 answered before" in said
    assert before == {name: (tmp_path / "out" / name).read_bytes() for name in before}


def test_accepted_claims_are_explained_and_the_log_goes_with_the_next_run(riwaya, tmp_path):
    riwaya("run", "reports", "-o", "out", "-q", *ASK)
    claim = next(c for c in lines(tmp_path / "out/claims.jsonl") if any(r.startswith("llm:") for r in c["rules"]))
    assert "the language model tiny reads this" in riwaya("explain", "out", claim["id"])[1]
    assert riwaya("ledger", "check", "out")[0] == 0
    riwaya("run", "reports", "-o", "out", "-q")
    assert not (tmp_path / "out/llm.jsonl").exists()


def test_claims_with_a_model_are_those_without_in_the_same_order(riwaya, tmp_path, server):
    plain = riwaya("claims", "reports")[1].splitlines()
    code, out, _ = riwaya("claims", "reports", *ASK, "--llm-log", "log.jsonl", "--llm-cache", "kept")
    assert code == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == [json.loads(line)["id"] for line in plain]
    assert len(lines(tmp_path / "log.jsonl")) == 9
    assert len(list((tmp_path / "kept").rglob("*.json"))) == 3
    assert len(server.asked) == 3


def test_a_spent_budget_is_said_and_the_rest_is_done_without(riwaya):
    code, out, said = riwaya("claims", "reports", *ASK, "--llm-budget", "calls=1")
    assert code == 0
    assert len({json.loads(line)["document"] for line in out.splitlines()}) == 3
    assert "2 passages left to the grammar alone: the budget of 1 calls is spent" in said


def test_a_model_that_fails_at_a_passage_is_said_and_leaves_a_code(riwaya, server):
    good = server.answer
    server.answer = lambda request: Reply("no") if "رقم 1" in passage_of(request) else good(request)
    code, out, said = riwaya("claims", "reports", *ASK, "--quiet")
    assert code == 3
    assert len({json.loads(line)["document"] for line in out.splitlines()}) == 3
    assert "1 passages left to the grammar alone: the answer holds no list of claims" in said


def test_a_server_that_refuses_fails_the_command_and_leaves_nothing(riwaya, tmp_path, server):
    server.answer = lambda _: Reply(status=401)
    code, _, said = riwaya("run", "reports", "-o", "out", *ASK, RIWAYA_LLM_KEY="s3cret")
    assert code == 1
    assert "RIWAYA_LLM_KEY" in said
    assert "s3cret" not in said
    assert not (tmp_path / "out/claims.jsonl").exists()
    assert server.headers[0]["Authorization"] == "Bearer s3cret"


@pytest.mark.parametrize(
    "wrong",
    [
        ("--llm-url", "URL"),
        ("--llm-model", "tiny"),
        ("--llm-budget", "calls=1"),
        ("--llm-url", "nowhere", "--llm-model", "tiny"),
        (*ASK, "--llm-budget", "some"),
    ],
)
def test_wrong_usage(riwaya, server, wrong):
    assert riwaya("claims", "reports", *wrong)[0] == 2
    assert server.asked == []


def test_another_machine_is_warned_of_before_anything_is_sent(riwaya, monkeypatch):
    monkeypatch.setattr("riwaya.llm.client.FIRST_PAUSE", 0.0)
    # A name that can never be found: nothing leaves this machine.
    code, _, said = riwaya("claims", "reports", "--llm-url", "http://llm.invalid/v1", "--llm-model", "x")
    assert code == 1
    assert "will be sent to llm.invalid, which is not this machine" in said
    assert "not encrypted" in said


def test_a_proxy_of_the_environment_never_sees_what_this_machine_is_asked(riwaya):
    assert riwaya("claims", "reports", *ASK, HTTP_PROXY="http://127.0.0.1:9", ALL_PROXY="http://127.0.0.1:9")[0] == 0


def test_what_is_redacted_is_not_sent_and_leaves_no_trace(riwaya, tmp_path, server):
    riwaya("run", "reports", "-o", "out", "-q", *ASK)
    code, _, said = riwaya("redact", "out", "--person", "متحدث عسكري", "--why", "asked for", "--as", "huda")
    assert code == 0, said
    assert not (tmp_path / "out/llm.jsonl").exists()
    assert not (tmp_path / "out/llm-cache").exists()
    asked = len(server.asked)
    code, _, said = riwaya("run", "reports", "-o", "out", *ASK)
    assert (code, len(server.asked)) == (0, asked)
    assert "3 passages left to the grammar alone: of reports in which something is redacted" in said


def test_nothing_of_it_is_loaded_unless_a_server_is_named(tmp_path):
    (tmp_path / "r.txt").write_text(TEXT, encoding="utf-8")
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print([m for m in sys.modules if m == 'httpx' or m.startswith('riwaya.llm')]))\n"
        f"sys.argv = ['riwaya', 'claims', {str(tmp_path / 'r.txt')!r}]\n"
        "from riwaya.cli import main\nmain()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_without_the_extra_the_message_names_it(riwaya, monkeypatch):
    monkeypatch.setitem(sys.modules, "httpx", None)
    for module in ("riwaya.llm.reader", "riwaya.llm.client"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    code, _, said = riwaya("claims", "reports", *ASK)
    assert code == 2
    assert "pip install 'riwaya[llm]'" in said
