"""A small web service that counts answers as they arrive and says what they mean.

Needs FastAPI: `pip install fastapi uvicorn`, then `uvicorn service:app` in this folder.
"""

from __future__ import annotations

from threading import Lock

from fastapi import FastAPI, HTTPException

import nps

app = FastAPI()
counts: dict[str, nps.Counts] = {}  # by survey; a database in real life
writing = Lock()


@app.post("/surveys/{survey}/ratings")
def add(survey: str, ratings: list[int | None]) -> dict[str, object]:
    """Count a batch of answers; null is "no answer"."""
    try:
        batch = nps.count(ratings)
    except nps.RatingError as error:
        raise HTTPException(status_code=422, detail=str(error)) from error
    with writing:  # reading the old counts and writing the new ones must not be interrupted
        counts[survey] = counts.get(survey, nps.Counts(0, 0, 0)) + batch
    return counts[survey].to_dict()


@app.get("/surveys/{survey}")
def show(survey: str) -> dict[str, object]:
    """Return the score with its interval."""
    try:
        return nps.estimate(counts.get(survey, nps.Counts(0, 0, 0))).to_dict()
    except nps.EmptySampleError as error:
        raise HTTPException(status_code=404, detail=str(error)) from error


@app.get("/surveys/{survey}/change")
def change(survey: str, since: str) -> dict[str, object]:
    """Return the change from another survey, with its interval and p-value."""
    try:
        return nps.compare(counts[survey], counts[since]).to_dict()
    except (KeyError, nps.EmptySampleError) as error:
        raise HTTPException(status_code=404, detail="no answers") from error
