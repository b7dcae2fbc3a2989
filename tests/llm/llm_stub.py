"""A server that speaks the chat-completions protocol over a real socket and answers as a test wants it to."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Reply:
    """What the server sends: `content` as the model's words, or raw `body`, with a status, after `seconds`."""

    def __init__(
        self,
        content: object = None,
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        finish: str = "stop",
        seconds: float = 0.0,
    ) -> None:
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        message = {"choices": [{"message": {"content": text}, "finish_reason": finish}], "usage": {"total_tokens": 100}}
        self.status, self.headers, self.seconds = status, headers or {}, seconds
        self.body = body if body is not None else json.dumps(message).encode()


class Stub:
    """A running server. `answer` is called with each request's JSON; `asked` keeps them all, with their headers."""

    def __init__(self) -> None:
        self.answer: Callable[[dict[str, Any]], Reply] = lambda _: Reply({"claims": []})
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.most_at_once = self._at_once = 0
        self._lock = threading.Lock()
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with stub._lock:
                    stub.asked.append(request)
                    stub.headers.append(dict(self.headers))
                    stub.paths.append(self.path)
                    stub._at_once += 1
                    stub.most_at_once = max(stub.most_at_once, stub._at_once)
                reply = stub.answer(request)
                time.sleep(reply.seconds)
                with stub._lock:
                    stub._at_once -= 1
                try:
                    self.send_response(reply.status)
                    for name, value in reply.headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(reply.body)))
                    self.end_headers()
                    self.wfile.write(reply.body)
                except OSError:
                    pass  # whoever asked has gone

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @contextmanager
    def running(self) -> Iterator["Stub"]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()


def passage_of(request: dict[str, Any]) -> str:
    """The text of a report in a request: what stands between the two marks."""
    lines = request["messages"][-1]["content"].split("\n")
    first, last = [n for n, line in enumerate(lines) if line.startswith("=== ")]
    return "\n".join(lines[first + 1 : last])


def reading(evidence: str, event: str, **fields: object) -> dict[str, object]:
    """One reading in the form that models are asked for."""
    given: dict[str, object] = {
        "evidence": evidence,
        "event": event,
        "stance": "asserts",
        "denial": None,
        "denies_what": None,
        "voices": [],
        "cue": None,
        "agents": [],
        "targets": [],
        "places": [],
        "time": None,
        "quantities": [],
        "background": False,
        "disagrees_with": [],
    }
    return given | fields
