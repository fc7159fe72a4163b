"""The example of a web service, run by uvicorn: strict, exact, and never surprised."""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from contextlib import contextmanager
from importlib import util
from typing import TYPE_CHECKING

import pytest
from hostile_requests import NO_COUNTS, NO_RATINGS, requests
from house import ROOT

import nps

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

pytest.importorskip("fastapi")
uvicorn = pytest.importorskip("uvicorn")
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def service() -> Iterator[ModuleType]:
    spec = util.spec_from_file_location("service", ROOT / "examples" / "service.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules["service"] = module  # annotations are looked up there
    try:
        spec.loader.exec_module(module)
        yield module
    finally:
        del sys.modules["service"]


@contextmanager
def running(service: ModuleType) -> Iterator[int]:
    """Run the service on a free port, which it gives."""
    config = uvicorn.Config(service.app, port=0, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        for _ in range(1000):
            if server.started:
                break
            time.sleep(0.01)
        assert server.started
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)


@pytest.fixture
def port(service: ModuleType) -> Iterator[int]:
    with running(service) as number:
        yield number


def ask(
    port: int, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            connection.putheader(name, value.encode("utf-8"))
        if body or method in ("POST", "PUT"):
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_it_counts_and_says_what_the_answers_mean(port: int) -> None:
    status, body = ask(port, "GET", "/health")
    assert (status, json.loads(body)) == (
        200, {"status": "ok", "version": nps.__version__, "surveys": 0}
    )  # fmt: skip
    assert ask(port, "GET", "/surveys/spring")[0] == 404
    status, body = ask(port, "POST", "/surveys/spring/ratings", b"[10, 9, null, 3]", JSON)
    assert status == 200
    assert nps.Counts.from_dict(json.loads(body)) == nps.count([10, 9, None, 3])
    other = nps.count([9, 8, 2] * 20)
    part = json.dumps(other.to_dict()).encode()
    status, body = ask(port, "POST", "/surveys/spring/counts", part, JSON)
    whole = other + nps.count([10, 9, None, 3])
    merged = nps.Counts.from_dict(json.loads(body))
    assert (merged, merged.distribution) == (whole, whole.distribution)
    status, body = ask(port, "GET", "/surveys/spring")
    assert json.loads(body) == json.loads(json.dumps(nps.estimate(whole).to_dict()))
    assert ask(port, "GET", "/surveys/spring/change?since=winter")[0] == 404
    ask(port, "POST", "/surveys/winter/ratings", json.dumps([9, 3] * 30).encode(), JSON)
    status, body = ask(port, "GET", "/surveys/spring/change?since=winter")
    change = nps.compare(whole, nps.count([9, 3] * 30))
    assert json.loads(body)["p_value"] == change.p_value
    assert json.loads(ask(port, "GET", "/health")[1])["surveys"] == 2


@pytest.mark.parametrize("body", [b"[true]", b'["9"]', b"[NaN]", b"[1e400]", b"[9.5]", b"[11]"])
def test_what_is_no_rating_is_refused_with_422(port: int, body: bytes) -> None:
    status, told = ask(port, "POST", "/surveys/spring/ratings", body, JSON)
    assert status == 422
    assert json.loads(told)["detail"]
    assert ask(port, "GET", "/surveys/spring")[0] == 404  # nothing was counted


def test_every_wrong_body_is_the_sender_s_fault(port: int) -> None:
    for path, bodies in (("ratings", NO_RATINGS), ("counts", NO_COUNTS)):
        for body in bodies:
            status, told = ask(port, "POST", f"/surveys/spring/{path}", body, JSON)
            assert 400 <= status < 500, (path, body[:40], status)
            told.decode("utf-8")
            assert len(told) < 5_000
    assert json.loads(ask(port, "GET", "/health")[1])["surveys"] == 0


def test_limits(service: ModuleType, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    body = b"[" + b"9," * service.MOST_BYTES + b"9]"
    try:
        status = ask(port, "POST", "/surveys/spring/ratings", body, JSON)[0]
    except (BrokenPipeError, ConnectionResetError):  # it hung up while we were still sending
        status = 413
    assert status == 413
    monkeypatch.setattr(service, "MOST_SURVEYS", 2)
    statuses = [ask(port, "POST", f"/surveys/{k}/ratings", b"[9]", JSON)[0] for k in range(3)]
    assert statuses == [200, 200, 409]
    assert ask(port, "POST", "/surveys/1/ratings", b"[9]", JSON)[0] == 200
    assert ask(port, "POST", f"/surveys/{'x' * 101}/ratings", b"[9]", JSON)[0] == 422
    # sums stay exact, or are refused
    largest = b'{"promoters": %d, "passives": 0, "detractors": 0}' % 2**53
    assert ask(port, "POST", "/surveys/0/counts", largest, JSON)[0] == 422


def test_a_slice_of_the_hostile_table(port: int) -> None:
    expected: dict[str, nps.Counts] = {}
    for request in requests(20_261_129, 400):
        status, _ = ask(port, *request[:4])
        assert status < 500, request
        if request.adds is not None:
            assert status == 200
            survey = request.path.split("/")[2]
            expected[survey] = expected.get(survey, nps.Counts(0, 0, 0)) + nps.count(request.adds)
    for survey, counts in expected.items():
        told = json.loads(ask(port, "GET", f"/surveys/{survey}")[1])["counts"]
        assert nps.Counts.from_dict(told) == counts
