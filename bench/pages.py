"""Measure the workspace: how long it takes to start, and how long each page takes to be answered, over a ledger.

usage: python bench/pages.py --ledger LEDGER [--requests N] [--limit MS]

Starts `riwaya serve` in a process of its own, lets it answer the overview, which is what people see first, and asks it
over one connection, as a browser does. The pages asked for are spread evenly over the ledger's documents, claims,
places, actors and over what the lists of disputes, events and sources name; every answer must be a whole page. Prints
a line a page: median, 95th percentile, the slowest, in milliseconds. With `--limit`, exits with 1 if a median is above
it. On Linux also the processor time that the start and each page took, which other processes change less.
"""

import argparse
import http.client
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import func, select

from riwaya.ledger import open_ledger, schema

LINK = re.compile(r'href="(/[^"#]*)')
LISTS = {"places": "/places", "disputes": "/disputes", "sources": "/sources"}
SINGLE = ("/", "/documents", "/documents?order=newest", "/review", "/review/again", "/review/agreement", "/history")
MORE = ("/places", "/disputes", "/sources", "/map", "/settings", "/about")
SEARCHES = ("q=انسحاب", "q=سيطر+مدينة", "stance=denies", "event=airstrike&stance=asserts", "q=%22قوات%22&stance=denies")


def samples(target: str, number: int) -> dict[str, list[str]]:
    """Addresses by kind of page, taken evenly from the ledger."""
    with open_ledger(target) as ledger, ledger.reading() as connection:
        documents = schema.documents.c
        total = connection.execute(select(func.max(documents.position))).scalar() or 0
        step = max(1, total // number)
        query = select(documents.id).where(documents.position % step == 0, documents.position >= 0).limit(number)
        ids = list(connection.execute(query).scalars())
        claims = [
            row
            for one in ids
            for row in connection.execute(
                select(schema.claims.c.id, schema.claims.c.document).where(schema.claims.c.document == one).limit(1)
            ).all()
        ]
        actor, place = schema.claim_actors.c, schema.claim_places.c
        actors = set()
        for row in claims:
            actors.update(connection.execute(select(actor.entity).where(actor.claim == row.id)).scalars())
        places = set()
        for row in claims:
            places.update(connection.execute(select(place.entity).where(place.claim == row.id)).scalars())
    return {
        "reader": [f"/documents/{quote(one)}" for one in ids],
        "reader, claim open": [f"/documents/{quote(row.document)}?claim={row.id}" for row in claims],
        "reader, correcting": [f"/documents/{quote(row.document)}?claim={row.id}&edit=1" for row in claims],
        "claim": [f"/claims/{row.id}" for row in claims],
        "actor": [f"/actors/{quote(one)}" for one in sorted(filter(None, actors))[:number]],
        "place": [f"/places/{quote(one)}" for one in sorted(filter(None, places))[:number]],
        "search": [f"/search?{quote(one, safe='=&+%')}" for one in SEARCHES],
    }


def processor_seconds(process: int) -> float:
    """Processor time that a process has taken so far, with Linux's procfs; 0 elsewhere."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Asker:
    """One connection to the server."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._connection = http.client.HTTPConnection(host, port, timeout=600)

    def ask(self, path: str) -> tuple[int, str, float]:
        """Status, page, milliseconds."""
        began = time.perf_counter()
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        body = answer.read()
        return answer.status, body.decode("utf-8"), (time.perf_counter() - began) * 1000


def linked(asker: Asker, page: str, prefix: str, number: int) -> list[str]:
    """Up to `number` addresses below `prefix` that a page names."""
    status, body, _ = asker.ask(page)
    found = dict.fromkeys(link for link in LINK.findall(body) if link.startswith(prefix)) if status == 200 else {}
    return [link.replace("&amp;", "&") for link in found][:number]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", required=True)
    parser.add_argument("--requests", type=int, default=40, help="requests a page")
    parser.add_argument("--limit", type=float, help="milliseconds that no median may be above")
    options = parser.parse_args()
    addresses = samples(options.ledger, options.requests)
    began = time.perf_counter()
    command = [sys.executable, "-m", "riwaya", "serve", options.ledger, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            line = server.stderr.readline() if server.stderr else ""
            host, port = re.search(r"http://([\d.]+):(\d+)", line).groups()  # type: ignore[union-attr]
            asker = Asker(host, int(port))
            asker.ask("/")
            clock, busy = time.perf_counter() - began, processor_seconds(server.pid)
            print(f"{'start, first page answered':32} {clock:8.2f} s, on the processor {busy:.2f} s")
            return measure(asker, addresses, options.requests, options.limit, server.pid)
        finally:
            server.terminate()


def measure(asker: Asker, addresses: dict[str, list[str]], number: int, limit: float | None, process: int) -> int:
    """Ask for each kind of page `number` times, print the figures."""
    for path in (*SINGLE, *MORE):
        addresses[path] = [path]
    for kind, page in LISTS.items():
        addresses[kind.removesuffix("s")] = linked(asker, page, f"/{kind}/", number) or addresses.get(kind[:-1], [])
    event = [link for page in addresses["dispute"][:10] for link in linked(asker, page, "/events/", 5)]
    addresses["event"] = event
    slow = 0
    print(f"{'page':32} {'median':>8} {'p95':>8} {'max':>8} {'busy':>8}  ms")
    for kind, paths in addresses.items():
        if not paths or asker.ask(paths[0])[0] == 404:
            print(f"{kind:32} {'none':>8}")
            continue
        times = []
        busy = processor_seconds(process)
        for n in range(number):
            path = paths[n % len(paths)]
            status, body, took = asker.ask(path)
            if status != 200 or "</html>" not in body:
                print(f"{path}: answered {status}")
                return 1
            times.append(took)
        median, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        slow += limit is not None and median > limit
        busy = (processor_seconds(process) - busy) * 1000 / number
        print(f"{kind:32} {median:8.1f} {p95:8.1f} {max(times):8.1f} {busy:8.1f}", flush=True)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
