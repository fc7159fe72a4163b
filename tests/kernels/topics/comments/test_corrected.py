"""Codes of a machine, corrected by those of people."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from nps._kernels.topics.comments.adjusted import impact_errors, of_rows
from nps._kernels.topics.comments.corrected import Corrected, corrected
from nps._kernels.topics.drivers.blocks import gram
from nps._kernels.topics.drivers.least_squares import solve
from nps._kernels.topics.drivers.sandwich import Sampling

seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=30)


def sample(seed, n=300):
    rng = np.random.default_rng(seed)
    human = rng.random((2, n)) < 0.3
    classes = np.clip(np.rint(rng.normal(0.4 - human[0], 1.0)), -1, 1).astype(np.int8)
    machine = human ^ (rng.random((2, n)) < 0.1)
    seen = rng.random(n) < 0.5
    seen[:5] = True
    sampling = Sampling(None, np.ones(n, np.int64), np.zeros(n, np.int64), np.zeros(1))
    return human, machine, seen, classes, rng.uniform(0.5, 2.0, n), sampling


@given(seeds)
@few
def test_where_people_coded_all_the_machine_does_not_matter(seed):
    human, machine, seen, classes, w, sampling = sample(seed)
    found = corrected(machine, human, np.ones_like(seen), classes, w, sampling)
    weight = w.sum()
    score = classes @ w / weight
    for j, t in enumerate(human):
        mine, rest = ((classes * w)[side].sum() / w[side].sum() for side in (t, ~t))
        assert_allclose(found.share[j], (w * t).sum() / weight)
        assert_allclose(found.difference[j], mine - rest)
        assert_allclose(found.impact[j], score - rest)
        assert_allclose(found.score[j], mine)
        for share, s in ((found.promoter_share, 1), (found.detractor_share, -1)):
            side = classes == s
            assert_allclose(share[j], (w * t)[side].sum() / w[side].sum())
    assert_allclose(found.impact_error, impact_errors(human, classes, w, sampling), rtol=1e-6)
    fit = solve(gram([*human, classes], classes.size, w), np.zeros(2))
    expected = of_rows(human, classes, w, fit, sampling)
    assert_allclose(found.adjusted, expected.impact, rtol=1e-6, atol=1e-9)
    assert_allclose(found.adjusted_error, expected.error, rtol=1e-6)
    assert_allclose(found.intercept, expected.intercept, rtol=1e-6, atol=1e-9)


@given(seeds)
@few
def test_estimates_are_the_difference_estimator(seed):
    human, machine, seen, classes, _, sampling = sample(seed)
    found = corrected(machine, human[:, seen], seen, classes, np.ones(classes.size), sampling)
    u = classes - classes.mean()
    g, t = machine.astype(float), human[:, seen].astype(float)
    off = t - g[:, seen]
    target = (g * u).mean(axis=1) + (off * u[seen]).mean(axis=1)
    share = g.mean(axis=1) + off.mean(axis=1)
    assert_allclose(found.target, target)
    assert_allclose(found.share, share)
    assert_allclose(found.impact, target / (1 - share))
    assert_allclose(found.adjusted.sum() + found.intercept, classes.mean(), atol=1e-12)
    # the error of L is that of sampling in two phases, n of all and m of these
    n, m = classes.size, int(seen.sum())
    first = (g - share[:, np.newaxis]) * u
    second = off * u[seen]
    both = [np.cov(first[j][seen], second[j], ddof=0)[0, 1] for j in range(2)]
    expected = first.var(axis=1) / n + second.var(axis=1) / m + 2 * np.array(both) / n
    assert_allclose(found.target_error**2, expected * n / (n - 1), rtol=1e-9)


def derivative(data, name, j, coded):
    """The error by the jackknife: leave out each respondent in turn."""
    human, machine, seen, classes, w, sampling = data
    n = classes.size
    found = []
    for i in range(n):
        kept = np.arange(n) != i
        smaller = Sampling(None, *(x[1:] for x in sampling[1:3]), sampling.fraction)
        part = corrected(
            machine[:, kept], human[:, kept & seen], seen[kept], classes[kept], w[kept], smaller,
            coded[kept],
        )  # fmt: skip
        found.append(getattr(part, name)[j])
    return np.sqrt((n - 1) * np.var(found))


@pytest.mark.slow
def test_errors_are_those_of_the_jackknife():
    data = sample(4)
    human, machine, seen, classes, w, sampling = data
    found = corrected(machine, human[:, seen], seen, classes, w, sampling)
    for name in ("target", "share", "impact", "difference", "score", "adjusted"):
        error = getattr(found, f"{name}_error")[0]
        assert_allclose(error, derivative(data, name, 0, np.ones_like(seen)), rtol=0.03)


def with_the_silent(seed):
    """Return a sample of which six in ten gave a comment, and who these are."""
    human, machine, seen, classes, w, sampling = sample(seed)
    coded = np.random.default_rng(seed).random(classes.size) < np.where(classes < 0, 0.8, 0.5)
    coded[:5] = True
    return (human & coded, machine & coded, seen & coded, classes, w, sampling), coded


@given(seeds)
@few
def test_who_is_silent_is_known_not_to_mention_anything(seed):
    (human, machine, seen, classes, w, sampling), coded = with_the_silent(seed)
    found = corrected(machine, human[:, seen], seen, classes, w, sampling, coded)
    for share, side in (
        (found.share, classes < 2), (found.promoter_share, classes == 1),
        (found.detractor_share, classes == -1),
    ):  # fmt: skip
        # what is found among the coded alone, times how many these are
        mine, m, t = (np.where(x & side, w, 0.0) for x in (coded, coded & seen, side))
        off = (human.astype(float) - machine) @ m / m.sum()
        assert_allclose(share, (machine @ mine / mine.sum() + off) * mine.sum() / t.sum())
    # nobody has to be seen among them: that people looked at all who commented is to know all
    everybody = np.ones_like(seen)
    whole = corrected(machine, human[:, coded], coded, classes, w, sampling, coded)
    known = corrected(machine, human, everybody, classes, w, sampling)
    for name in Corrected._fields:
        assert_allclose(getattr(whole, name), getattr(known, name), rtol=1e-9, atol=1e-12)


@pytest.mark.slow
def test_and_so_do_the_errors():
    data, coded = with_the_silent(4)
    human, machine, seen, classes, w, sampling = data
    found = corrected(machine, human[:, seen], seen, classes, w, sampling, coded)
    for name in ("target", "share", "impact", "difference", "score", "adjusted"):
        error = getattr(found, f"{name}_error")[0]
        assert_allclose(error, derivative(data, name, 0, coded), rtol=0.03)


def test_what_cannot_be_corrected_is_unknown():
    human, machine, seen, classes, w, sampling = sample(1)
    same = np.stack([human[0], human[0]])
    found = corrected(same, same[:, seen], seen, classes, w, sampling)
    assert np.isnan(found.adjusted).all()
    assert not np.isnan(found.impact).any()
    nothing = np.zeros_like(machine)
    found = corrected(nothing, nothing[:, seen], seen, classes, w, sampling)
    assert np.isnan(found.adjusted).all()
    assert np.isnan(found.difference).all()
