"""What one of several looks at the data says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nps._base.words.saying import speaker

if TYPE_CHECKING:
    from nps._base.typing import LanguageName

STOP, GO_ON = "stop", "go on"


class LookDecision(str):
    """What a look at the data says: "stop" or "go on", with its reasons.

    Attributes
    ----------
    look : int
        Number of the look.
    statistic, boundary : float
        The z that was found, and the one that it takes.
    significant : bool
        Whether the boundary was reached. At the last look a test stops either way.

    Examples
    --------
    >>> import nps
    >>> decision = nps.planning.looks(5).decide(2, 1.5)
    >>> decision
    'go on'
    >>> print(decision.summary())
    Look 2 of 5: z = 1.50 does not reach the boundary of 3.36, so go on.
    """

    __slots__ = ("boundary", "look", "looks", "significant", "statistic")

    look: int
    looks: int
    statistic: float
    boundary: float
    significant: bool

    def summary(self, language: LanguageName = "en") -> str:
        """Return the decision as a sentence.

        Parameters
        ----------
        language : {"en", "zh"}, default "en"
            English or Chinese.

        Returns
        -------
        str
            The decision with the z that was found and the one that it takes.
        """
        say = speaker(language)
        last = self.look == self.looks
        key = "look.stop" if self.significant else "look.end" if last else "look.go on"
        values = {"z": f"{self.statistic:.2f}", "boundary": f"{self.boundary:.2f}"}
        return say("sentence", text=say(key, k=self.look, of=self.looks, **values))

    def __reduce__(self) -> tuple[object, ...]:
        facts = (self.look, self.looks, self.statistic, self.boundary, self.significant)
        return decision, (str(self), *facts)


def decision(
    verdict: str, look: int, looks: int, statistic: float, boundary: float, significant: bool
) -> LookDecision:
    """Return a decision with its reasons."""
    made = LookDecision(verdict)
    made.look, made.looks = look, looks
    made.statistic, made.boundary, made.significant = statistic, boundary, significant
    return made
