"""The data sets, one function each; `examples/make_NAME.py` of the checkout makes most of them."""

from __future__ import annotations

from typing import Any

from nps.examples._columns import columns_of


def two_waves() -> dict[str, list[Any]]:
    """Return a survey export of two years as it comes: all text, with all its oddities.

    An export of 862 answers from 2024 and 2025, small businesses and enterprises, among which the
    first became happier. There are blanks, "NA", a 99 for "don't know", an 11, labels beside the
    end points, and comments of several lines.

    Returns
    -------
    dict of str to list
        `respondent`, `wave`, `segment`, `date`, the whole question as a header, and `why`, the
        comment. All are text.

    See Also
    --------
    four_waves : A panel in columns that are clean already.
    nps.parse_ratings : Reads the column of answers.

    Examples
    --------
    >>> import nps
    >>> survey = nps.examples.two_waves()
    >>> question = next(column for column in survey if "recommend" in column)
    >>> ratings = nps.parse_ratings(survey[question])
    >>> print(nps.count(ratings, invalid="drop"))
    NPS 18.9  n = 853 (346 promoters, 322 passives, 185 detractors, 7 missing, 2 invalid)
    """
    return columns_of("two_waves")


def four_waves() -> dict[str, list[Any]]:
    """Return a customer panel asked in four years, half of whom come back each time.

    1,408 answers from 2022 to 2025, by shop, phone and, from 2024, app. The app grows and the phone
    becomes unhappy, so that the score of all customers hardly moves.

    Returns
    -------
    dict of str to list
        `respondent`, `wave` and `segment` (text), `date` (text, as 2022-03-07), `weight` (a number)
        and `rating` (0 to 10, None for a blank).

    See Also
    --------
    two_waves : An export with all its oddities.
    nps.changes : Did it change from wave to wave?

    Examples
    --------
    >>> import nps
    >>> panel = nps.examples.four_waves()
    >>> print(nps.changes(nps.count_by(panel["rating"], panel["wave"]))["2025"])
    NPS 25.3, change +2.6 [-11.2, +16.4] from 2024, p = 0.655, adjusted 1.000
    """
    return columns_of("four_waves", weight=float, rating=int)


def weighted_panel() -> dict[str, list[Any]]:
    """Return a survey of 600 people who were drawn with unequal probabilities.

    The young and men answered less than others, so the weights are to be raked to
    `weighted_panel_population`.

    Returns
    -------
    dict of str to list
        `respondent`, `region` (a stratum), `age` (a band), `gender` and `group` (random, 1 to 20),
        all text; `weight`, one over the probability of being drawn, and `rating` (0 to 10, None
        for a blank).

    See Also
    --------
    weighted_panel_population : What it is raked to.
    nps.SurveySample : A weighted sample.

    Examples
    --------
    >>> import nps
    >>> panel = nps.examples.weighted_panel()
    >>> sample = nps.SurveySample(panel["rating"], weights=panel["weight"])
    >>> print(f"{sample.score:.1f}")
    10.0
    """
    return columns_of("weighted_panel", weight=float, rating=int)


def weighted_panel_population() -> dict[str, list[Any]]:
    """Return the numbers of people behind `weighted_panel`, by age, gender and region.

    50,000 people, once by each of the three, and once by age and gender together.

    Returns
    -------
    dict of str to list
        `variable`, `category` and `gender` (text; `gender` is blank but for the cells of two
        variables) and `population`, a number of people.

    See Also
    --------
    weighted_panel : The sample.
    nps.rake : Weights that agree with such numbers.

    Examples
    --------
    >>> import nps
    >>> population = nps.examples.weighted_panel_population()
    >>> dict(zip(population["category"][:4], population["population"]))
    {'18-29': 11000, '30-44': 13500, '45-59': 13000, '60+': 12500}
    """
    return columns_of("weighted_panel_population", population=int)


def support() -> dict[str, list[Any]]:
    """Return a survey with four drivers, one of which only some were asked.

    Quality and price really matter, the look of the app does not, but goes along with both. Only
    those who had called were asked about support.

    Returns
    -------
    dict of str to list
        `respondent`, `region` and `shop` (text), `rating` (0 to 10), and `quality`, `price`, `app`
        and `support` (1 to 5, None for those who were not asked).

    See Also
    --------
    subscribers : What is known of people, in place of what they said.
    nps.drivers.effects : What goes with the score.

    Examples
    --------
    >>> import nps
    >>> survey = nps.examples.support()
    >>> drivers = {name: survey[name] for name in ("quality", "price", "app")}
    >>> print(nps.drivers.effects(survey["rating"], drivers)["quality"])
    +42.9  [+36.6, +49.2]  p < 0.001 (promoters +21.0, detractors -21.9)
    """
    return columns_of("support", rating=int, quality=int, price=int, app=int, support=int)


def subscribers() -> dict[str, list[Any]]:
    """Return a survey of subscribers with what is known of them.

    2,400 people. Those on the basic plan who came within the last half year are less happy than all
    others, whose score is the same whatever else is known of them.

    Returns
    -------
    dict of str to list
        `respondent`, `plan`, `region`, `channel` and `device` (text), `rating` (0 to 10), and
        `months`, `age`, `logins` and `exports`, numbers, None where not known.

    See Also
    --------
    support : What people said, in place of what is known of them.
    nps.segments.find : Who is unhappy?

    Examples
    --------
    >>> import nps
    >>> survey = nps.examples.subscribers()
    >>> print(nps.estimate(nps.count_by(survey["rating"], survey["plan"]))["basic"])
    NPS 15.4  [10.7, 20.1]  95% CI, n = 1,095 (score method)
    """
    return columns_of("subscribers", rating=int, months=int, age=int, logins=int, exports=int)


def comments() -> dict[str, list[Any]]:
    """Return comments that a model has coded, and people some of them.

    1,600 answers, 1,097 of them with a comment. Price and delivery make people unhappy, staff makes
    them happy, the range does neither; the model errs as models do.

    Returns
    -------
    dict of str to list
        `respondent` (text), `rating` (0 to 10), `comment` (blank where there is none), `model`, the
        themes that a model found, with semicolons, and `human`, those that people found in a random
        200 ("none" for no theme, blank where nobody looked).

    See Also
    --------
    two_waves : A survey with comments nobody has coded.
    nps.comments.words : What promoters write and detractors do not.

    Examples
    --------
    >>> import nps
    >>> survey = nps.examples.comments()
    >>> sum(comment != "" for comment in survey["comment"])
    1097
    """
    return columns_of("comments", rating=int)


def revenue() -> dict[str, list[Any]]:
    """Return customers with their answers, and what they did in the year after.

    1,200 customers. A part of what goes with the classes is not what they cause: large customers
    spend most whatever they think.

    Returns
    -------
    dict of str to list
        `customer` and `branch` (text), `rating` (0 to 10), `satisfaction` (1 to 5), `effort`
        (1 to 7), `spend` (in the year after), `left` (1 for those who had left by its end, else 0)
        and `rating_then` (a year before, None where not asked).

    See Also
    --------
    subscribers : What is known of people, in place of what they did.
    nps.value.by_class : What the classes are worth.

    Examples
    --------
    >>> import nps
    >>> customers = nps.examples.revenue()
    >>> spent = nps.value.by_class(customers["rating"], customers["spend"], rng=1)
    >>> print(spent["promoter"])
    mean 134.7 [119.1, 154.5], n = 499, 42% of people, 50% of the total [44%, 55%]
    """
    return columns_of(
        "revenue", rating=int, satisfaction=int, effort=int, spend=float, left=int, rating_then=int
    )


def invitations() -> dict[str, list[Any]]:
    """Return everybody who was invited to a survey, those who kept silent too.

    2,500 customers, by e-mail or text message, and reminded twice; about a quarter answered.

    Returns
    -------
    dict of str to list
        `customer` and `channel` (text), `mailing`, the mailing that was answered (1, 2 or 3), and
        `rating` (0 to 10), both None for those who kept silent.

    See Also
    --------
    callbacks : Some of whom did not answer again.
    nps.response.bounds : What their silence leaves open.

    Examples
    --------
    >>> import nps
    >>> invited = nps.examples.invitations()
    >>> print(nps.count(invited["rating"]))
    NPS 30.4  n = 595 (292 promoters, 192 passives, 111 detractors, 1,905 missing)
    """
    return columns_of("invitations", mailing=int, rating=int)


def callbacks() -> dict[str, list[Any]]:
    """Return the same customers in spring and in autumn, some of whom were called in between.

    1,500 customers. Of those who were detractors in spring, chance chose half to be called.

    Returns
    -------
    dict of str to list
        `customer` (text), `spring` (0 to 10), `called` ("yes" or "no") and `autumn` (0 to 10, None
        for those who did not answer again).

    See Also
    --------
    four_waves : A panel over four years.
    nps.Transitions : Who moved where.

    Examples
    --------
    >>> import nps
    >>> customers = nps.examples.callbacks()
    >>> print(nps.compare_paired(customers["autumn"], customers["spring"]).summary())
    NPS rose by 8.5 points, from 7.4 to 15.9 among the 1,242 people who answered twice (95% CI 3.4
    to 13.7, p = 0.001).
    """
    return columns_of("callbacks", spring=int, autumn=int)
