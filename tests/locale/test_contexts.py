"""One message has one meaning: what several files share has a context, or is looked at here."""

import polib

from sro_site.meanings import GLOSSARY

# Each of these means the same wherever it is, and no language has to say it in two ways. Whoever
# adds one has looked at all the places where it is. "Not known" is a clause in each language.
SAME_EVERYWHERE = {
    "%(status)s (since: %(when)s)",
    "One file to keep and pass on",
    "This page on the web:",
    "A notice in ten languages",
    "About this site",
    "Access code:",
    "Announced: %(day)s",
    "Any",
    "Approach",
    "Back to today",
    "Commitments",
    "Community meetings – %(district)s",
    "Compare districts",
    "Date of this copy: %(day)s",
    "Decision",
    "Districts",
    "Document:",
    "Fewer SROs, step by step",
    "First date",
    "Helpline",
    "Home",
    "Hosts",
    "How this works",
    "How words are translated",
    "If no date is shown, we don’t know it.",
    "Information as of",
    "Interpretation:",
    "Known as of %(as_of)s",
    "Last date",
    "Link to join",
    "Meetings",
    "Next page",
    "No changes to these pages have been recorded yet.",
    "No district has published its pages yet.",
    "No districts match your search.",
    "No meeting is announced.",
    "Not known",
    "One page to print",
    "Page %(number)s of %(pages)s",
    "Pages of this list",
    "Past meetings",
    "Phase %(number)s: %(title)s",
    "Phone number to join",
    "Place",
    "Plan",
    "Previous page",
    "Recommendations",
    "Recommended by:",
    "Reduction of SROs",
    "SRO Transition Tracker",
    "SRO means school resource officer: a police officer who is assigned to a school.",
    "SRO status",
    "School districts show here how they move police officers (school resource officers, SROs) out "
    "of schools or change what they do: what happens, when, and what comes instead.",
    "Schools",
    "Schools:",
    "See all districts",
    "See all meetings",
    "See the whole timeline",
    "Show",
    "Staff",
    "Status",
    "Status since: %(when)s",
    "The district as a whole",
    "The district has not put any milestones on its timeline yet.",
    "This meeting is canceled.",
    "This meeting is postponed. It will not be held at this time.",
    "Time not known",
    "Timeline",
    "Upcoming meetings",
    "We don’t have a helpline number for this district.",
    "We don’t know of any upcoming changes at this school.",
    "We don’t know of any upcoming milestones.",
    "What comes next",
    "What has changed",
    "What is happening, and why",
    "What the words mean",
    "What “as of” means",
    "What’s next at this school",
    "When",
    "Why: %(why)s",
    "Would be part of: %(whom)s",
    "You are here",
    "not known",
}


def test_message_of_several_files_has_a_context_or_means_the_same_in_each(
    messages_of_code: polib.POFile,
) -> None:
    alone = [entry for entry in messages_of_code if not entry.msgctxt]
    shared = {entry.msgid for entry in alone if len({file for file, _ in entry.occurrences}) > 1}
    assert "Timeline" in shared
    meanings = {str(word.meaning) for word in GLOSSARY}
    assert shared - SAME_EVERYWHERE - meanings == set()
