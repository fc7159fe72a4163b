"""Requests that a web service must stand: right ones, wrong ones and malicious ones, by a seed."""

from __future__ import annotations

import json
from random import Random
from typing import NamedTuple

LONG = 120
SURVEYS = ("spring", "autumn", "é", "a b", "../x")
#: Bodies that are no ratings, whole.
NO_RATINGS = (
    b"", b"null", b"5", b"{}", b'"9"', b"true", b"[true]", b'["9"]', b"[9.5]", b"[9.0]", b"[NaN]",
    b"[Infinity]", b"[-Infinity]", b"[1e400]", b"[-1e400]", b"[11]", b"[-1]", b"[[9]]",
    b'[{"a":1}]', b"[9", b"]", b"\xff\xfe", b'["\xff"]', b'["\\ud800"]', b"[" * 20_000,
    b'{"a":' * 5_000, b"[" + b"9" * 5_000 + b"]", b"[" + b"9" * 400 + b"]", b"\x00" * 50,
    b"[9]" + b"\x00", b"ratings=9", b"<xml/>", b"[9,]", b"[09]", b"[0x9]", b"['9']",
    b"[9007199254740993]",
)  # fmt: skip
_REST = b',"passives":0,"detractors":0'
#: Bodies that are no counts, whole.
NO_COUNTS = (
    b"[]", b"5", b"null", b'{"promoters":1}', b'{"\\ud800":"\\ud800"}',
    *(b'{"promoters":' + value + _REST + b"}" for value in (
        b"-1", b"1.5", b"true", b'"1"', b"NaN", b"1e400", b"9007199254740993", b"null", b"[1]",
        b"9" * 5_000,
    )),
    *(b'{"promoters":1' + _REST + more + b"}" for more in (
        b',"more":1', b',"distribution":[2]', b',"distribution":[true]', b',"distribution":5',
    )),
)  # fmt: skip
KINDS = (None, "application/json", "text/plain", "application/x-www-form-urlencoded", "\u00e9/x")


class Request(NamedTuple):
    """A request, and what it adds to its survey if it is right: the ratings, or None."""

    method: str
    path: str
    body: bytes
    headers: dict[str, str]
    adds: tuple[int | None, ...] | None = None


def requests(seed: int, size: int) -> list[Request]:
    """Return so many requests: three in ten are right, and the others are not."""
    random = Random(seed)
    return [_right(random) if random.random() < 0.3 else _wrong(random) for _ in range(size)]


def _right(random: Random) -> Request:
    survey = random.choice(SURVEYS[:2])
    ratings = tuple(random.choice((*range(11), None)) for _ in range(random.randrange(1, 30)))
    json_type = {"Content-Type": "application/json"}
    return Request(
        "POST", f"/surveys/{survey}/ratings", json.dumps(ratings).encode(), json_type, ratings
    )


def _wrong(random: Random) -> Request:
    headers = {} if (kind := random.choice(KINDS)) is None else {"Content-Type": kind}
    what = random.randrange(8)
    if what < 3:
        body = random.choice(NO_RATINGS)
        return Request("POST", "/surveys/spring/ratings", body, headers)
    if what < 5:
        return Request("POST", "/surveys/spring/counts", random.choice(NO_COUNTS), headers)
    if what == 5:
        size = random.randrange(200)
        body = bytes(random.randrange(256) for _ in range(size))
        return Request("POST", "/surveys/spring/ratings", body, headers)
    if what == 6:
        path = random.choice(
            ("/", "/surveys", f"/surveys/{'x' * LONG}", "/surveys/%FF%FE", "/surveys/%00",
             "/surveys/spring/change", "/surveys/spring/change?since=", "/surveys/nobody",
             "/surveys/spring/change?since=nobody", f"/surveys/spring/change?since={'x' * LONG}",
             "/surveys/%ED%A0%80", "/surveys/..%2F..%2Fetc/change?since=%ED%A0%80", "/docs/x",
             "/surveys/spring", "/health")
        )  # fmt: skip
        return Request(random.choice(("GET", "HEAD", "DELETE", "PUT")), path, b"", {})
    path = f"/surveys/{'x' * LONG}/ratings"
    return Request("POST", path, b"[9]", {"Content-Type": "application/json"})
