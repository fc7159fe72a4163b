"""A small web service that counts answers as they arrive and says what they mean.

Needs FastAPI: `pip install fastapi uvicorn`, then `uvicorn service:app` in this folder. It trusts
nobody: types are strict, bodies and names have a limit, and no answer repeats what was sent.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Body, FastAPI, HTTPException, Path, Query
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import StrictInt

import nps

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from fastapi import Request

#: Largest body in bytes: some hundred thousand answers.
MOST_BYTES = 1_000_000
#: Most surveys that are kept; each is a few numbers.
MOST_SURVEYS = 10_000

#: "9" is text, true is no number, and 9.5 or NaN no rating: none of them is taken for one.
Ratings = Annotated[list[StrictInt | None], Body()]
#: What `Counts.to_dict` gives.
Part = Annotated[dict[str, StrictInt | list[StrictInt] | None], Body()]
Survey = Annotated[str, Path(min_length=1, max_length=100)]
Other = Annotated[str, Query(min_length=1, max_length=100)]

app = FastAPI()
counts: dict[str, nps.Counts] = {}  # by survey; a database in real life
writing = Lock()


class Limited:
    """Refuse bodies beyond a size while they come in, whatever their header says."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        size = 0

        async def counted() -> Any:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > MOST_BYTES:
                raise HTTPException(status_code=413, detail=f"at most {MOST_BYTES:,} bytes")
            return message

        await self.app(scope, counted, send)


app.add_middleware(Limited)


@app.exception_handler(RequestValidationError)
def refuse(request: Request, error: RequestValidationError) -> JSONResponse:
    """Say what is wrong without repeating it: NaN or half a character could not be sent back."""
    problems = [{"type": one["type"], "msg": one["msg"]} for one in error.errors()[:10]]
    return JSONResponse(status_code=422, content={"detail": problems})


@app.exception_handler(nps.NPSError)
def explain(request: Request, error: nps.NPSError) -> JSONResponse:
    """No answers are 404, since no data is not a score of 0; anything else is 422."""
    status = 404 if isinstance(error, nps.EmptySampleError) else 422
    return JSONResponse(status_code=status, content={"detail": str(error)})


def put(survey: str, batch: nps.Counts) -> dict[str, object]:
    """Add a batch to a survey and return the sum."""
    with writing:  # reading the old counts and writing the new ones must not be interrupted
        if survey not in counts and len(counts) >= MOST_SURVEYS:
            raise HTTPException(status_code=409, detail=f"at most {MOST_SURVEYS:,} surveys")
        counts[survey] = total = counts.get(survey, nps.Counts(0, 0, 0)) + batch
    return total.to_dict()


@app.get("/health")
def health() -> dict[str, object]:
    """Say that the service answers, and with which version of the library."""
    return {"status": "ok", "version": nps.__version__, "surveys": len(counts)}


@app.post("/surveys/{survey}/ratings")
def add(survey: Survey, ratings: Ratings) -> dict[str, object]:
    """Count a batch of answers; null is "no answer"."""
    return put(survey, nps.count(ratings))


@app.post("/surveys/{survey}/counts")
def merge(survey: Survey, part: Part) -> dict[str, object]:
    """Add what another worker counted, as its `Counts.to_dict()`."""
    return put(survey, nps.Counts.from_dict(part))


@app.get("/surveys/{survey}")
def show(survey: Survey) -> dict[str, object]:
    """Return the score with its interval."""
    return nps.estimate(counts.get(survey, nps.Counts(0, 0, 0))).to_dict()


@app.get("/surveys/{survey}/change")
def change(survey: Survey, since: Other) -> dict[str, object]:
    """Return the change from another survey, with its interval and p-value."""
    try:
        return nps.compare(counts[survey], counts[since]).to_dict()
    except KeyError as error:
        raise HTTPException(status_code=404, detail="no answers") from error
