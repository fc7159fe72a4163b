"""20,000 requests against the example service, most of them hostile: what it answers and holds.

    python benchmarks/hostile_service.py          # some minutes; needs fastapi and uvicorn

Starts uvicorn with examples/service.py, sends requests by a seed from eight clients at once, and
prints how often each status was given, whether the counts are exact, and the memory of the server
after each tenth of the requests. It stops with an error if a request was answered by 5xx.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nps

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from hostile_requests import Request, requests  # noqa: E402

SEED, SIZE, CLIENTS, PARTS = 20_261_129, 20_000, 8, 10


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def send(port: int, request: Request) -> int:
    """Send a request and return the status of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.putrequest(request.method, request.path, skip_accept_encoding=True)
        for name, value in request.headers.items():
            connection.putheader(name, value.encode("utf-8"))
        if request.body or request.method in ("POST", "PUT"):
            connection.putheader("Content-Length", str(len(request.body)))
        connection.endheaders(request.body)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def resident(process: subprocess.Popen[bytes]) -> float:
    """Return the memory that the server holds, in MB (Linux)."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return float(found[1]) / 1024.0 if found else float("nan")


def total_of(port: int, survey: str) -> nps.Counts:
    """Return the counts that the service holds of a survey."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"/surveys/{survey}")
    told = json.loads(connection.getresponse().read())
    connection.close()
    return nps.Counts.from_dict(told["counts"])


def main() -> None:
    """Run it and print what was found."""
    port, work = free_port(), requests(SEED, SIZE)
    server = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "service:app", "--port", str(port), "--log-level",
         "critical"],
        cwd=ROOT / "examples",
    )  # fmt: skip
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                if send(port, Request("GET", "/health", b"", {})) == 200:
                    break
            time.sleep(0.1)
        statuses: Counter[int] = Counter()
        begun = time.perf_counter()
        held = []
        with ThreadPoolExecutor(CLIENTS) as pool:
            for part in range(PARTS):
                chunk = work[part * SIZE // PARTS : (part + 1) * SIZE // PARTS]
                statuses.update(pool.map(lambda request: send(port, request), chunk))
                held.append(resident(server))
        spent = time.perf_counter() - begun
        exact = all(
            total_of(port, survey)
            == sum(
                (nps.count(one.adds) for one in work if one.adds and f"/{survey}/" in one.path),
                nps.Counts(0, 0, 0),
            )
            for survey in ("spring", "autumn")
        )
    finally:
        server.terminate()
        server.wait(20)
    print(f"{SIZE:,} requests in {spent:.0f} s: {dict(sorted(statuses.items()))}")
    print(f"counts exact: {exact}")
    print("memory in MB after each tenth:", " ".join(f"{one:.1f}" for one in held))
    if not exact or any(status >= 500 for status in statuses):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
