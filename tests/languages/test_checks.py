"""Which translations are refused, which lead to a question, and which pass."""

import time

import pytest

from languages.checks import LONGEST, Problem, check, flaws
from languages.mojibake import mojibake
from languages.registry import LANGUAGES

PLAIN = "The board decides."


def codes(source: str, text: str, language: str = "es") -> dict[str, bool]:
    """The codes of the problems, each with whether it refuses."""
    return {problem.code: problem.refuses for problem in check(source, text, language)}


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        (PLAIN, "", "es"),
        (PLAIN, "La junta decide.", "es"),
        (PLAIN, "Hội đồng quyết định.", "vi"),
        (PLAIN, "يقرر المجلس.", "ar"),
        ("SRO", "SRO", "ar"),
        ("On June 11, 2020", "ngày 11 tháng 6 năm 2020", "vi"),
        ("On June 11, 2020", "١١ يونيو ٢٠٢٠", "ar"),
        ("1,000 students", "1.000 estudiantes", "es"),
        ("1,000 students", "1\u202f000 élèves", "fr"),
        ("1.5 percent", "1,5 por ciento", "es"),
        ("2.5 percent", "٢٫٥ بالمئة", "ar"),
        ("$1,000,000.50 of 0.25", "1.000.000,50 $ de 0,25", "es"),
        ("The Denver Post", "The Denver Post", "es"),
        ("At 1617 S. Acoma Street, Denver, CO", "At 1617 S. Acoma Street, Denver, CO", "es"),
        ("Call 720-423-3054.", "Llame al (720) 423-3054.", "es"),
        ("Call 720-423-3054.", "Llame al 720.423.3054.", "es"),
        ("Call 720-423-3054 today.", "Llame hoy al 720-423-3054", "es"),
        ("See https://example.org/a.", "Vea https://example.org/a.", "es"),
        ("At 1617 S. Acoma Street", "En 1617 S. Acoma Street", "es"),
        ("100 %(text)s of {name}", "{name}: 100 %(text)s", "es"),
        ("a very very long day", "un día muy muy largo", "es"),
        ("Line one\r\nline two", "Uno\r\ndos\tpuntos", "es"),
        ("“No”", "\u2067«لا»\u2069", "ar"),
        ("SRO", "\u200fضباط\u200e (SRO)", "ar"),
        ("nonjoiner", "नेपा\u200cली", "ne"),
        ("The board", "ကျောင်း\u200bဘုတ်အဖွဲ့", "my"),
        ("A CAFÉ", "UN CAFÉ”", "es"),
        ("Quality", "« QUALITÉ »".replace(" »", "\u00a0»"), "fr"),
        ("50% of all", "50% de todos", "es"),
        ("The code is “A”.", "Mã là “Ã”.", "vi"),
        ("Already…", "ĐÃ…", "vi"),
        ("Here it is – now", "ĐÂY LÀ ĐÃ—RỒI", "vi"),
        ("“He is there”…", "«Está allá»…", "es"),
        ("The board", "\u200b \u2060", "vi"),
    ],
)
def test_what_is_right_passes(source: str, text: str, language: str) -> None:
    assert check(source, text, language) == []


@pytest.mark.parametrize(
    ("code", "text", "language"),
    [
        ("encoding", "La junta decidi\ufffd.", "es"),
        ("encoding", "La decisiÃ³n.", "es"),
        ("encoding", "â€œDecideâ€\x9d", "es"),
        ("encoding", "Há»™i Ä‘á»“ng", "vi"),
        ("encoding", "Ù‚Ø±Ø§Ø±", "ar"),
        ("encoding", "“Ã”ng", "vi"),
        ("encoding", "“Nguyá»…n»", "vi"),
        ("encoding", "Ã–FFENTLICH", "fr"),
        ("encoding", "voilÃ\u00a0!", "fr"),
        ("encoding", "12Â\u00a0%", "fr"),
        ("encoding", "РЎРѕРІРµС‚ СЂРµС€РёР»", "ru"),
        ("encoding", "donâ€t", "fr"),
        ("encoding", "ï»¿La junta", "es"),
        ("encoding", "ðŸ˜Š", "es"),
        ("encoding", "Ma√±ana", "es"),
        ("encoding", "L‚Äôécole", "fr"),
        ("encoding", "Ïðèâåò", "ru"),
        ("control", "La\ufffcjunta", "es"),
        ("control", "La\x00junta", "es"),
        ("control", "La\x1b[31mjunta", "es"),
        ("control", "La\x85junta", "es"),
        ("control", "La\ue000junta", "es"),
        ("control", "La\ud800junta", "es"),
        ("control", "La\U000e0041junta", "es"),
        ("control", "La\u2028junta", "es"),
        ("control", "La\u2029junta", "es"),
        ("control", "\ufeffLa junta", "es"),
        ("control", "La\u206ajunta", "es"),
        ("control", "La\u206fjunta", "es"),
        ("zawgyi", "\u1031\u1000\u103a\u102c\u1004\u1039\u1038", "my"),
        ("bidi", "\u202bيقرر", "ar"),
        ("bidi", "يقرر\u202c", "ar"),
        ("bidi", "\u202eيقرر\u202c", "ar"),
        ("bidi", "\u2067يقرر\u202c", "ar"),
        ("bidi", "\u202aa\u2067b\u202cc\u2069", "ar"),
        ("bidi", "\u2067a\nb\u2069", "ar"),
        ("bidi", "\u2067a\rb\u2069", "ar"),
        ("bidi", "\u2067a\u2029b\u2069", "ar"),
        ("bidi", "\u2067a\u0085b\u2069", "ar"),
        ("placeholders", "La junta %(name)s.", "es"),
        ("placeholders", "La junta {}.", "es"),
        ("placeholders", "La junta %s.", "es"),
    ],
)
def test_what_nobody_can_read_is_refused(code: str, text: str, language: str) -> None:
    assert codes(PLAIN, text, language)[code] is True


@pytest.mark.parametrize(
    "text", ["Hay %(cuenta)d.", "Hay.", "Hay %(count)s.", "Hay %(count)d %(count)d."]
)
def test_placeholders_stay_as_they_are(text: str) -> None:
    assert codes("There are %(count)d.", text)["placeholders"] is True
    assert "%(count)d" in check("There are %(count)d.", "Hay.", "es")[0].message


@pytest.mark.parametrize(
    ("code", "source", "text", "language"),
    [
        ("numbers", "25 officers", "52 agentes", "es"),
        ("numbers", "25 officers", "agentes", "es"),
        ("numbers", "officers", "25 agentes", "es"),
        ("numbers", "2.5 percent", "25 por ciento", "es"),
        ("numbers", "2.5 percent", "2,50 por ciento", "es"),
        ("numbers", "25 percent", "٢٫٥ بالمئة", "ar"),
        ("same", "The board decides today.", "The board decides today.", "es"),
        ("same", "The board decides today.", "The board decides today.", "ar"),
        ("numbers", "25 and 25", "25", "es"),
        ("numbers", "25 officers", "٢٦ ضابطا", "ar"),
        ("numbers", "On June 11, 2020", "ngày 11 tháng 7 năm 2020", "vi"),
        ("phone", "Call 720-423-3054.", "Llame al 720-423-3045.", "es"),
        ("phone", "Call 720-423-3054.", "Llame.", "es"),
        ("address", "See https://example.org/a.", "Vea https://example.com/a.", "es"),
        ("address", "Write to a@example.org.", "Escriba a a@example.com.", "es"),
        ("address", "At 1617 S. Acoma Street", "En 1617 S. Acoma Avenue", "es"),
        ("spaces", PLAIN, " La junta decide.", "es"),
        ("spaces", PLAIN, "La junta decide.\n", "es"),
        ("doubled", PLAIN, "La la junta decide.", "es"),
        ("markup", PLAIN, "La <b>junta</b> decide.", "es"),
        ("markup", PLAIN, "La junta &amp; yo.", "es"),
        ("markup", "The <b>board</b>", "La junta toda", "es"),
        ("script", PLAIN, "La junta decide.", "ar"),
        ("script", PLAIN, "Правление решает.", "es"),
        ("length", "No", "No, de ninguna manera, y tampoco otro día", "es"),
        ("length", "The board of the whole district decides on it in May.", "Decide.", "es"),
    ],
)
def test_what_looks_wrong_is_asked_about(code: str, source: str, text: str, language: str) -> None:
    assert codes(source, text, language) == {code: False}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nous nous réunissons mardi.", "fr"),
        ("Vous vous inscrivez ici.", "fr"),
        ("हरेक विद्यालय फरक फरक हुन्छ।", "ne"),
        ("Học sinh luôn luôn an toàn.", "vi"),
        ("ልዩ ልዩ ትምህርት ቤቶች", "am"),
        ("Laba laba u kala baxa.", "so"),
    ],
)
def test_words_that_a_language_doubles_are_not_asked_about(text: str, language: str) -> None:
    assert "doubled" not in codes(PLAIN, text, language)


def test_a_doubled_word_of_french_is_asked_about() -> None:
    assert "doubled" in codes(PLAIN, "Le le conseil décide.", "fr")


def test_a_text_that_has_no_room_is_refused() -> None:
    assert check(PLAIN, "La junta decide.", "es", limit=16) == []
    (problem,) = check(PLAIN, "La junta decide.", "es", limit=15)
    assert problem == Problem("too_long", "It has 16 characters; there is room for 15.", True)


def test_a_number_that_differs_is_named() -> None:
    (problem,) = check("25 officers", "52 agentes", "es")
    assert "25 (missing)" in problem.message
    assert "52 (not in English)" in problem.message


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_texts_get_an_answer_in_every_language(language: str) -> None:
    for text in ("<" * 50_000, "1." * 50_000, "a\u202b" * 50_000, "a " * 50_000, "Ã" * 50_000):
        assert check(PLAIN, text, language)


@pytest.mark.parametrize("text", ["é", "decisión", "Tiếng Việt", "قرار", "МОСКВА", "日本", "Âge"])
def test_text_that_is_in_order_is_not_garbled(text: str) -> None:
    assert mojibake(text) == ""
    spoiled = text.encode().decode("latin-1")
    assert mojibake(spoiled) != "" or text == "日本"  # a script of none of the languages


def test_text_that_is_too_long_is_refused_before_it_is_looked_at() -> None:
    for found in (flaws("a\x00" * LONGEST, "en"), check("a", "a\x00" * LONGEST, "es")):
        assert [problem.code for problem in found] == ["too_long"]
        assert found[0].refuses
    assert not flaws("a" * LONGEST, "en")


PUMPED = (
    "a a.a@a-",
    "%(a)0",
    "https://a!",
    "1 A.a A.a ",
    "1 NSEW. Aa",
    "<a <a",
    "&#a&a",
    "1.000.0",
    "720-423-",
    "(720) 423",
    "+1 720.423.305",
    "{a{{",
    "Ã©“”",
    "РџСЂ",
    "\u202a\u202c",
    "။ေျမ",
    "١٬٠٠",
)


@pytest.mark.parametrize("part", PUMPED)
def test_no_text_takes_long_to_check(part: str) -> None:
    half = LONGEST // 2
    text = part * (half // len(part)) + part + part[-1] * (half - 2 * len(part)) + "!"
    started = time.process_time()
    check(text, text, "my")
    assert time.process_time() - started < 2  # else something is not linear


SCRIPTS = (
    "javascript:alert(1)",
    "See JavaScript:alert(1).",
    "vbscript:x",
    "data:text/html,<script>",
    "data:;base64,eA==",
    "DATA:image/svg+xml;utf8,x",
    "data:,x",
)


@pytest.mark.parametrize("text", SCRIPTS)
def test_text_with_an_address_that_runs_code_is_refused(text: str) -> None:
    assert [problem.code for problem in flaws(text, "en")] == ["script_address"]


@pytest.mark.parametrize(
    "text", ["Data: 40 percent", "The data:\n1", "We teach JavaScript: a language"]
)
def test_words_that_only_look_like_one_are_taken(text: str) -> None:
    assert not flaws(text, "en")
