"""A real web server on this machine, and a clock that no test waits for."""

import datetime
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from riwaya.fetch import Archive
from riwaya.fetch.connection import Exchange


class FakeClock:
    """Time that passes only when somebody sleeps (and a little at each look, so that nothing is endless)."""

    def __init__(self):
        self.passed, self.slept = 0.0, []

    def now(self):
        return datetime.datetime(2024, 5, 1, 6, 7, 8, tzinfo=datetime.UTC) + datetime.timedelta(seconds=self.passed)

    def steady(self):
        return self.passed

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.passed += seconds


class Site:
    """A web server with the pages that a test gives it; `asked` lists the paths that were asked for, in order;
    `posted` what was sent to it, headers and body, where a page is a function that gives the status of the answer.

    A page is bytes, or a function of the request that writes its own answer.
    """

    def __init__(self):
        self.pages, self.asked, self.posted = {}, [], []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                site.asked.append(self.path)
                page = site.pages.get(self.path)
                if callable(page):
                    page(self)
                elif page is None:
                    send(self, 404, b"nothing here")
                else:
                    send(self, 200, page)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                site.posted.append((dict(self.headers), body))
                page = site.pages.get(self.path)
                send(self, page(self) if callable(page) else 204)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def url(self, path="/", host="127.0.0.1"):
        return f"http://{host}:{self.port}{path}"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def send(request, status, body=b"", **headers):
    request.send_response(status)
    given = {"Content-Type": "text/html; charset=utf-8"} | {k.replace("_", "-"): v for k, v in headers.items()}
    for name, value in given.items():
        request.send_header(name, value)
    if "Transfer-Encoding" not in given:
        request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


def redirect(to, status=302):
    return lambda request: send(request, status, Location=to)


def archive_of(url, folder, page=b"<html><body><p>x</p></body></html>"):
    """A web archive that holds a page, as `riwaya fetch` would have written it."""
    path = folder / "archive-of-one.warc.gz"
    response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b" % (len(page), page)
    with Archive(path) as archive:
        archive.add(Exchange(url, "192.0.2.1", "2024-05-01T06:07:08Z", b"GET / HTTP/1.1\r\n\r\n", response, None))
    whole = path.read_bytes()
    path.unlink()
    return whole
