"""Whether an English title says that something happens, where it should name the thing."""

import re
from itertools import takewhile

_WORD = re.compile(r"[A-Za-z’']+")
# Verbs that titles of milestones tend to have, in forms that are rarely nouns.
_VERB = re.compile(
    "am|is|are|was|were|has|have|had|will|does|do|did|can|may|must|begin|leave|stay"
    "|adopts|announces|appoints|approves|asks|assesses|assigns|becomes|begins|brings|carries"
    "|chooses|comes|completes|continues|convenes|creates|decides|determines|directs|discusses"
    "|ends|expects|explores|finalizes|gathers|gets|gives|goes|helps|hires|holds|introduces|keeps"
    "|launches|learns|leaves|listens|makes|meets|moves|opens|passes|places|prepares|presents"
    "|provides|publishes|puts|receives|recommends|removes|replaces|resolves|reviews|selects|sends"
    "|separates|sets|shares|signals|signs|starts|stays|submits|takes|tells|trains|updates|votes"
)
# What follows one of these says something about the thing that the title names.
_CLAUSE = frozenset(["that", "which", "who", "whom", "where", "what", "how", "when", "whether"])


def finite_verb(title: str) -> str:
    """The first verb by which a title says that something happens; "" if it seems to have none.

    It knows common verbs and no grammar, so it may be wrong: whoever writes the title is asked. The
    first word is left alone, since a title may begin with a noun such as "Votes".
    """
    words = takewhile(lambda word: word.casefold() not in _CLAUSE, _WORD.findall(title)[1:])
    return next((word for word in words if _VERB.fullmatch(word.casefold())), "")


def question(title: str) -> str:
    """What to ask whoever wrote this title; "" if there is nothing to ask."""
    verb = finite_verb(title)
    if not verb:
        return ""
    return (
        f"The title “{title}” says that something happens (“{verb}”). Families take that for a "
        "fact, even beside “Outcome not known”. Name the thing instead: “Removal of SROs from the "
        "first schools”, not “SROs leave the first schools”."
    )
