"""Answers of accounts: each account one vote, or as many as it brings revenue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nps._base.checks import check_option, check_same_length
from nps._base.columns.containers import read_answers
from nps._base.errors import OptionError
from nps._base.labels.keys import factorize
from nps._base.text import shown
from nps._samples.ratings import (
    INVALID_OPTIONS,
    STANDARD,
    Scale,
    check_scale,
    coded,
    off_scale_error,
)
from nps._surveys.weights.margins import read_weights

if TYPE_CHECKING:
    from nps._base.typing import Invalid
    from nps._kernels import FloatArray


def account_weights(
    ratings: object,
    accounts: object,
    *,
    revenue: object = None,
    scale: Scale = STANDARD,
    invalid: Invalid = "raise",
) -> FloatArray:
    r"""Weigh answers so that each account has one vote, or votes in proportion to its revenue.

    Where firms are customers, many people of a large firm answer and one of a small firm. Counted
    by answers, the score is that of the talkative firms.

    Parameters
    ----------
    ratings : 1-D collection
        Answers; containers and missing answers as in `count`.
    accounts : 1-D collection
        The account of each answer; none missing.
    revenue : 1-D collection, optional
        Revenue of the account of each answer (the account's, repeated, not a part of it); none
        negative.
    scale : Scale, default STANDARD
        Which answers are on the scale.
    invalid : {"raise", "drop"}, default "raise"
        Answers off the scale are an error, or have no vote.

    Returns
    -------
    ndarray of float64
        1, or the revenue, divided by the number of valid answers in the account; 0 where the answer
        is missing.

    Raises
    ------
    OptionError
        If an account is missing, lengths differ, or an account has two revenues.
    RatingError
        If an answer is off the scale and `invalid` is "raise".

    See Also
    --------
    rake : Weights by known margins of the population.

    Notes
    -----
    Of account a with :math:`n_a` valid answers and revenue :math:`R_a`, each answer weighs
    :math:`R_a / n_a`, so the weighted score is :math:`\sum R_a d_a / \sum R_a` with the scores
    :math:`d_a` of the accounts. Colleagues think alike: give the accounts as ``clusters``, too, or
    the standard error takes each answer for an independent one.

    Examples
    --------
    >>> import nps
    >>> firms = ["Acme", "Acme", "Acme", "Bolt", "Cord"]
    >>> print(nps.account_weights([9, 10, None, 3, 8], firms))
    [0.5 0.5 0.  1.  1. ]
    >>> print(nps.account_weights([9, 10, None, 3, 8], firms, revenue=[40, 40, 40, 5, 5]))
    [20. 20.  0.  5.  5.]
    """
    check_option("invalid", invalid, INVALID_OPTIONS)
    known = check_scale(scale)
    answers = read_answers(ratings)
    codes = coded(answers, known)
    levels = len(known.ratings)
    if invalid == "raise" and bool((codes == levels + 1).any()):
        raise off_scale_error(answers, known, "ratings")
    valid = codes < levels
    names, account = factorize(accounts, "accounts")
    check_same_length("ratings", codes.size, "accounts", account.size)
    if None in names:
        missing = np.flatnonzero(account == names.index(None))
        raise OptionError(
            f"accounts: {missing.size:,} of {account.size:,} are missing, the first at position"
            f" {missing[0]}. Give these answers an account each, or leave them out."
        )
    share = valid / np.maximum(np.bincount(account, valid, len(names)), 1.0)[account]
    if revenue is None:
        return np.asarray(share)
    earned = read_weights("revenue", revenue)
    check_same_length("ratings", codes.size, "revenue", earned.size)
    first = np.empty(len(names), dtype=np.int64)
    first[account[::-1]] = np.arange(account.size)[::-1]
    differs = np.flatnonzero(earned != earned[first[account]])
    if differs.size:
        row = int(differs[0])
        name, other = names[account[row]], earned[first[account[row]]]
        raise OptionError(
            f"revenue must be the account's, the same for all its answers, but {shown(name)} has"
            f" {other:g} and, at position {row}, {earned[row]:g}."
        )
    return np.asarray(share * earned)
