"""Detects Burmese text in the older Zawgyi encoding; the site uses Unicode."""

from functools import cache

from myanmartools import ZawgyiDetector

LIKELY = 0.95


@cache
def _detector() -> ZawgyiDetector:
    return ZawgyiDetector()


def is_zawgyi(text: str) -> bool:
    """Whether Burmese text is encoded as Zawgyi, as far as can be told.

    It looks right with a Zawgyi font alone; phones draw it as rubble.
    """
    return bool(_detector().get_zawgyi_probability(text) > LIKELY)
