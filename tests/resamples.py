"""Every resample of a small sample, counted one by one."""

from __future__ import annotations

from math import comb


def enumerated(sample):
    """Score and probability of each resample."""
    n, cells = sample.n, (sample.promoters, sample.passives, sample.detractors)
    law = {}
    for up in range(n + 1):
        for down in range(n + 1 - up):
            level = n - up - down
            ways = comb(n, up) * comb(n - up, down)
            mass = ways * cells[0] ** up * cells[1] ** level * cells[2] ** down / n**n
            law[100.0 * (up - down) / n] = law.get(100.0 * (up - down) / n, 0.0) + mass
    return {score: mass for score, mass in law.items() if mass}
