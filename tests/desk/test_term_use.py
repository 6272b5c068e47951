"""Which terms of the glossary a translation uses, however its language inflects them."""

import pytest

from desk.glossary import Term
from desk.term_use import lacking, misused


@pytest.mark.parametrize(
    ("translation", "text"),
    [
        ("distrito escolar", "los distritos escolares"),
        ("дата", "к этой дате"),
        ("школа", "во всех школах"),
        ("договор", "ДОГОВОРОВ"),
        ("مدرسة", "في المدارس"),
        ("المنطقة التعليمية", "لمنطقتكم"),
        ("أسرة (pl. عائلات)", "للعائلات"),
        ("degmada", "degmooyinka"),
        ("ዕቅድ", "በዕቅዶቹ"),
        ("ኮሚቴ", "የኮሚቴው"),
        ("ကျောင်း", "ထိုကျောင်းများတွင်"),
        ("học khu", "Học khu này"),
        ("in", "In tờ này"),
        ("presencial / en línea", "Una reunión en línea"),
        ("brouillon; (traduction) provisoire", "un texte provisoire"),
        ("(на английском)", "текст на английском"),
    ],
)
def test_a_term_is_used_in_any_of_its_forms(translation: str, text: str) -> None:
    assert lacking(text, [Term("term", translation)]) == []
    assert len(lacking("· 25%", [Term("term", translation)])) == 1


def test_what_is_lacking_is_said_unless_another_word_is_right() -> None:
    school, other = Term("school", "escuela"), Term("school", "escuela", also=("plantel",))
    said = "The glossary has “escuela” for “school”, and no form of it is in the translation."
    assert lacking("En cada colegio", [school]) == [said]
    assert lacking("En cada plantel", [school, other]) == [said]
    assert lacking(" ", [school]) == lacking("En cada escuela", [school]) == []


def test_words_not_to_use_are_asked_about_as_whole_words() -> None:
    term = Term("planning", "planificación", avoided=("planeación", "plan"))
    assert [each.refuses for each in misused("La PLANEACION", [term])] == [False]
    assert misused("planes y planificación", [term]) == []
