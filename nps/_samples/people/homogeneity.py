"""Did the shares of promoters, passives and detractors change? Tests on people seen twice."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

import numpy as np

from nps._base.checks import check_option
from nps._base.errors import EmptySampleError, OptionError
from nps._base.tests import Test
from nps._base.words.notes import Note
from nps._kernels.same_people import homogeneity
from nps._samples.people.grids import check_grid

if TYPE_CHECKING:
    from nps._samples.people.grids import Grid

TABLES = ("classes", "ratings")
METHODS = ("stuart-maxwell", "bhapkar", "bowker")
#: With fewer people who moved a note says that the chi-squared law is rough.
FEW_MOVED = 10


class HomogeneityTests:
    """The tests that every table of transitions offers."""

    __slots__ = ()

    table: Grid
    rating_table: Grid | None

    @staticmethod
    def homogeneity(
        table: object, *, method: Literal["stuart-maxwell", "bhapkar", "bowker"] = "stuart-maxwell"
    ) -> Test:
        """Test any square table of people seen twice, whose classes need no scale.

        Parameters
        ----------
        table : K x K nested sequence or array of int
            A row for each class in the reference and a column for each in the sample, in the same
            order; which order does not matter. Of people, not of shares. At most 200 classes.
        method : {"stuart-maxwell", "bhapkar", "bowker"}, default "stuart-maxwell"
            The test of that name, of this table.

        Returns
        -------
        Test

        Raises
        ------
        EmptySampleError
            If nobody is in the table.
        InputTypeError, OptionError
            If it is not square or too large, an entry is not a whole number, or the method is not
            one of these.

        See Also
        --------
        Transitions.from_rating_table : Of ratings on a scale, for the scores as well.

        Examples
        --------
        Unaided vision of 7,477 women, right eye and left eye (Stuart 1955):

        >>> import nps
        >>> vision = [
        ...     [1520, 266, 124, 66],
        ...     [234, 1512, 432, 78],
        ...     [117, 362, 1772, 205],
        ...     [36, 82, 179, 492],
        ... ]
        >>> print(nps.Transitions.homogeneity(vision))
        chi2(3) = 11.96, p = 0.008 (stuart-maxwell)
        """
        check_option("method", method, METHODS)
        grid = check_grid("table", table, ordered=False)
        if not any(map(any, grid)):
            raise EmptySampleError("there is nothing to test: nobody is in the table.")
        return _apply(method, grid)

    def _grid(self, on: str) -> Grid:
        check_option("on", on, TABLES)
        if not any(map(any, self.table)):
            raise EmptySampleError("there is nothing to test: nobody answered in both waves.")
        if on == "classes":
            return self.table
        if self.rating_table is None:
            raise OptionError(
                'on="ratings" needs the rating table, which transitions built from classes do not'
                " have."
            )
        return self.rating_table

    def stuart_maxwell(self, *, on: Literal["classes", "ratings"] = "classes") -> Test:
        r"""Test whether the shares of the classes changed: all of them, not only the score.

        Parameters
        ----------
        on : {"classes", "ratings"}, default "classes"
            The 3 x 3 table, or the table of single ratings, where each needs people who moved.

        Returns
        -------
        Test

        Notes
        -----
        With d the differences of row and column totals and S their covariance if nothing changed,
        :math:`W = d' S^{-1} d` is chi-squared with K - 1 degrees of freedom for K classes. Classes
        that nobody entered or left drop out, and with two classes it is McNemar's test.

        References
        ----------
        Stuart A (1955). A test for homogeneity of the marginal distributions in a two-way
        classification. Biometrika 42(3-4), 412-416. doi:10.1093/biomet/42.3-4.412

        Maxwell AE (1970). Comparing the classification of subjects by two independent judges.
        British Journal of Psychiatry 116(535), 651-655. doi:10.1192/bjp.116.535.651

        Examples
        --------
        >>> import nps
        >>> print(nps.Transitions([[35, 5, 0], [15, 20, 5], [10, 5, 5]]).stuart_maxwell())
        chi2(2) = 14.00, p < 0.001 (stuart-maxwell)
        """
        return _apply("stuart-maxwell", self._grid(on))

    def bhapkar(self, *, on: Literal["classes", "ratings"] = "classes") -> Test:
        r"""Test the same as `stuart_maxwell`, with the covariance that was observed.

        Parameters
        ----------
        on : {"classes", "ratings"}, default "classes"
            Which table.

        Returns
        -------
        Test
            The statistic is NaN where that covariance is singular, as when all who moved did so
            between the same classes and nobody stayed.

        Notes
        -----
        It is :math:`W / (1 - W/n)` with the statistic W of `stuart_maxwell`: more powerful, and
        too eager in small samples.

        References
        ----------
        Bhapkar VP (1966). A note on the equivalence of two test criteria for hypotheses in
        categorical data. JASA 61(313), 228-235. doi:10.1080/01621459.1966.10502021

        Examples
        --------
        >>> import nps
        >>> print(nps.Transitions([[35, 5, 0], [15, 20, 5], [10, 5, 5]]).bhapkar())
        chi2(2) = 16.28, p < 0.001 (bhapkar)
        """
        return _apply("bhapkar", self._grid(on))

    def bowker(self, *, on: Literal["classes", "ratings"] = "classes") -> Test:
        r"""Test whether as many people moved from each class to each other one as back.

        Parameters
        ----------
        on : {"classes", "ratings"}, default "classes"
            Which table.

        Returns
        -------
        Test

        Notes
        -----
        :math:`\sum_{i<j} (n_{ij} - n_{ji})^2 / (n_{ij} + n_{ji})` with a degree of freedom for each
        pair of classes between which anybody moved. (R's ``mcnemar.test`` is undefined if there is
        a pair without, and some programs count the empty pairs.) Symmetry implies equal shares,
        not the other way round.

        References
        ----------
        Bowker AH (1948). A test for symmetry in contingency tables. JASA 43(244), 572-574.
        doi:10.1080/01621459.1948.10483284

        Examples
        --------
        >>> import nps
        >>> print(nps.Transitions([[35, 5, 0], [15, 20, 5], [10, 5, 5]]).bowker())
        chi2(3) = 15.00, p = 0.002 (bowker)
        """
        return _apply("bowker", self._grid(on))


def _apply(method: str, grid: Grid) -> Test:
    """Apply a test to a square table of people, of whom there is at least one."""
    from scipy.special import chdtrc

    table = np.array(grid, dtype=np.float64)
    most = len(grid) - 1
    if method == "bowker":
        statistic, freedom = homogeneity.bowker(table)
        most = most * len(grid) // 2
    else:
        statistic, freedom = homogeneity.stuart_maxwell(table)
        if method == "bhapkar":
            statistic = homogeneity.bhapkar(statistic, float(table.sum()))
    moved = int(table.sum() - np.trace(table))
    notes = []
    if not moved:
        notes.append(Note("Nobody moved, so there is nothing to test."))
    elif math.isinf(statistic):
        statistic = math.nan
        notes.append(Note("The statistic is undefined: the observed covariance is singular."))
    elif moved < FEW_MOVED:
        notes.append(
            Note(
                "Only {moved:person|people} moved, too few for the chi-squared law to be exact.",
                moved=moved,
            )
        )
    if moved and freedom < most:
        notes.append(
            Note(
                "Without pairs of classes between which nobody moved: {freedom} instead of {most}"
                " degrees of freedom.",
                freedom=freedom,
                most=most,
            )
            if method == "bowker"
            else Note(
                "Without classes that nobody entered or left: {freedom} instead of {most} degrees"
                " of freedom.",
                freedom=freedom,
                most=most,
            )
        )
    return Test(
        question="transitions",
        statistic=statistic,
        degrees_of_freedom=freedom,
        p_value=float(chdtrc(freedom, statistic)) if freedom else 1.0,
        method=method,
        notes=tuple(notes),
    )
