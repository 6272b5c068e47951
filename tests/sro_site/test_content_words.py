"""The words of content/: plain to read, the district's own terms, alike wherever they stand."""

import re
from collections import defaultdict

import pytest

from languages.registry import LANGUAGES, SOURCE
from tests.reading_grade import content_files, grade, syllable_count, translated

HARDEST = 8  # the school year that a family is taken to have finished
FILES = content_files()
TEXTS = [
    (f"{slug}: {path}", {code: " ".join(text.split()) for code, text in words.items()})
    for slug, content in FILES.items()
    for path, words in translated(content)
]
# What Denver itself calls things, and where a family that holds its flyer looks for them.
OFFICIAL = [
    ("es", "oficiales de seguridad escolar", ["summary", "decision.text"]),
    ("es", "Departamento de Seguridad", ["meetings[0].description"]),
    ("es", "Departamento de Equidad y Oportunidad Estudiantil", ["meetings[0].description"]),
    ("es", "reunión comunitaria", ["meetings[0].title", "meetings[2].title"]),
    ("es", "estudiantes negros y latinos", ["decision.reason"]),
    ("es", "camino de la escuela a la cárcel", ["decision.reason"]),
    ("es", "reuniones abiertas al público", ["phases[2].workstreams[1].milestones[1].title"]),
    ("es", "Consejo de Educación (BoE)", ["board"]),
    ("es", "Departamento de Policía de Denver (DPD)", ["police", "decision.text"]),
    ("vi", "Cán bộ Nguồn lực của Trường học", ["summary"]),
    ("vi", "Ban An toàn", ["meetings[0].description"]),
    ("vi", "Ban Cơ hội & Bình đẳng dành cho Học sinh", ["meetings[0].description"]),
    ("vi", "họp cộng đồng", ["meetings[0].title", "meetings[2].title"]),
    ("vi", "Hội đồng Giáo dục (BoE)", ["board"]),
    ("vi", "Sở Cảnh sát Denver (DPD)", ["police", "decision.text"]),
    ("am", "የቤተሰብ እና የማኅበረሰብ የእገዛ መስመር", ["helpline.name"]),
    ("ar", "خط مساعدة الأسر والمجتمع", ["helpline.name"]),
    ("fr", "ligne d’assistance téléphonique aux familles et aux communautés", ["helpline.name"]),
    ("my", "မိသားစုနှင့် ရပ်ရွာကူညီပေးရေးဖုန်းလိုင်း", ["helpline.name"]),
    ("ne", "परिवार तथा समुदाय हेल्पलाइन", ["helpline.name"]),
    ("ru", "горячая линия службы поддержки семьи и сообщества", ["helpline.name"]),
    ("so", "Xafiiska Caawimaadda Qoysaska iyo Dadweynaha", ["helpline.name"]),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cat sat on the mat.", -1.4),
        ("We don’t know. Ask “them.” They do.", -2.9),
        ("Recommendations necessitate deliberation.", 40.6),
    ],
)
def test_grade_is_that_of_flesch_and_kincaid(text: str, expected: float) -> None:
    assert grade(text) == pytest.approx(expected, abs=0.1)


def test_grade_of_no_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        grade("720-423-3054")


@pytest.mark.parametrize(
    ("word", "expected"),
    [("school’s", 1), ("planned", 1), ("ended", 2), ("places", 2), ("table", 2), ("police", 2)],
)
def test_syllables_are_counted_by_vowels(word: str, expected: int) -> None:
    assert syllable_count(word) == expected


def test_sentences_are_easy_to_read() -> None:
    """Titles and labels are no sentences, and have no grade that means anything."""
    sentences = [(path, words[SOURCE]) for path, words in TEXTS if words[SOURCE].endswith(".")]
    assert {path.split(": ")[1] for path, _ in sentences} >= {"summary", "decision.reason"}
    hard = {path: round(grade(text), 1) for path, text in sentences if grade(text) > HARDEST}
    assert hard == {}


def test_equal_english_texts_have_equal_translations() -> None:
    found = defaultdict(list)
    for path, words in TEXTS:
        found[words[SOURCE]].append((path, words))
    differing = {
        english: [path for path, _ in places]
        for english, places in found.items()
        if any(words != places[0][1] for _, words in places)
    }
    assert differing == {}


def test_the_decision_of_denver_is_in_all_languages() -> None:
    texts = dict(translated(FILES["denver"]))
    for path in ("summary", "decision.text", "decision.reason", "board", "police", "plan_summary"):
        assert set(texts[path]) == set(LANGUAGES), path


@pytest.mark.parametrize(("language", "term", "paths"), OFFICIAL)
def test_denver_is_told_in_its_own_terms(language: str, term: str, paths: list[str]) -> None:
    texts = dict(TEXTS)
    for path in paths:
        assert term.casefold() in texts[f"denver: {path}"][language].casefold()


def test_quotes_and_spelling_are_of_one_kind() -> None:
    british = re.compile(r"[Dd]ialogue|[Nn]eighbour|[Pp]rogramme|[Cc]ancelled|[Oo]rganis")
    wrong = [
        (path, code)
        for path, words in TEXTS
        for code, text in words.items()
        if re.search(r"['\"]", text) or (code == SOURCE and british.search(text))
    ]
    assert wrong == []
