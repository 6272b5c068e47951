import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from languages.date_input import ACCEPTED, input_text, is_unknown, understand
from languages.edtf import EDTFError, parse
from tests.languages.test_edtf import texts


def test_that_a_date_is_not_known_can_be_written_or_left_out() -> None:
    for typed in ("", "  ", "unknown", "Not yet known.", "TBD", "?", "\u200eunknown"):
        assert is_unknown(typed), typed
    for typed in ("2021", "May", "soon", "0"):
        assert not is_unknown(typed), typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2020", "2020"),
        ("Fall 2021", "2021-23"),
        ("  FALL   2021. ", "2021-23"),
        ("autumn 2021", "2021-23"),
        ("Winter 2021", "2021-24"),
        ("Winter 2021-22", "2021-24"),
        ("Winter 2021–22", "2021-24"),
        ("winter 2021/22", "2021-24"),
        ("Winter 1999–2000", "1999-24"),
        ("Winter 1999–00", "1999-24"),
        ("May 2021", "2021-05"),
        ("Sept. 2021", "2021-09"),
        *(("5/2021", "2021-05"), ("05/2021", "2021-05"), ("fall of 2021", "2021-23")),
        *(("May 5th, 2021", "2021-05-05"), ("5 May 2021", "2021-05-05")),
        ("1st of May, 2021", "2021-05-01"),
        *(("Nov/Dec 2020", "2020-11/2020-12"), ("Spring/Summer 2021", "2021-21/2021-22")),
        ("AY 2021-22", "2021-08/2022-06"),
        ("12/31/2020", "2020-12-31"),
        *(("12-31-2020", "2020-12-31"), ("2020/12/31", "2020-12-31"), ("2020-5-1", "2020-05-01")),
        *(("Thursday, December 31, 2020", "2020-12-31"), ("Thu Dec 31 2020", "2020-12-31")),
        *(("2021 May", "2021-05"), ("2021, fall", "2021-23"), ("2020 Dec. 31", "2020-12-31")),
        *(("٢٠٢١", "2021"), ("１２/３１/２０２０", "2020-12-31")),
        ("Dec. 31, 2020", "2020-12-31"),
        ("December 31 2020", "2020-12-31"),
        ("2020-2021", "2020/2021"),
        ("2020 – 2021", "2020/2021"),
        ("Sept. – Oct. 2020", "2020-09/2020-10"),
        ("Sept 2020—Oct 2020", "2020-09/2020-10"),
        ("September to October 2020", "2020-09/2020-10"),
        ("from September through October 2020", "2020-09/2020-10"),
        ("Nov. 2020 - Feb. 2021", "2020-11/2021-02"),
        ("Spring to Fall 2021", "2021-21/2021-23"),
        ("Spring – summer 2021", "2021-21/2021-22"),
        ("Fall – Winter 2021–22", "2021-23/2021-24"),
        ("Winter 2021–22 – Spring 2022", "2021-24/2022-21"),
        ("Aug. 15 – Sept. 1, 2020", "2020-08-15/2020-09-01"),
        ("Dec. 15, 2020 – Jan. 5, 2021", "2020-12-15/2021-01-05"),
        ("12/15/2020 - 1/5/2021", "2020-12-15/2021-01-05"),
        ("May 10–12, 2021", "2021-05-10/2021-05-12"),
        ("2020-12-31 to 2021-01-05", "2020-12-31/2021-01-05"),
        ("December 2020 to 2022", "2020-12/2022"),
        ("since May 2021", "2021-05/.."),
        ("from May 2021", "2021-05/.."),
        ("May 2021 –", "2021-05/.."),
        ("May 2021 onward", "2021-05/.."),
        ("since Winter 2021–22", "2021-24/.."),
        ("2021-22", "2021-08/2022-06"),
        ("2021–22", "2021-08/2022-06"),
        ("2021/22", "2021-08/2022-06"),
        ("2023-24", "2023-08/2024-06"),
        ("2024-25", "2024-08/2025-06"),
        ("1999-00", "1999-08/2000-06"),
        ("2021-22 school year", "2021-08/2022-06"),
        ("School year 2021–2022", "2021-08/2022-06"),
        ("SY 2021-22", "2021-08/2022-06"),
        *(("SY21-22", "2021-08/2022-06"), ("SY2021-22", "2021-08/2022-06")),
        *(("2021-22 SY", "2021-08/2022-06"), ("2021−22 academic year", "2021-08/2022-06")),
        *(("२०२१-२२", "2021-08/2022-06"), ("၂၀၂၁-၂၂", "2021-08/2022-06")),
        ("since 2021-22", "2021-08/.."),
        ("2021-22 to 2022-23", "2021-08/2023-06"),
        ("2021-05/..", "2021-05/.."),
        (" 2020-09/2020-10 ", "2020-09/2020-10"),
    ],
)
def test_understand(typed: str, meant: str) -> None:
    assert understand(typed) == parse(meant)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "soon", "May", "fall", "Fall 21", "12/31/20", "1850", "31 2021", "to", "–"),
        *(
            "Feb. 30, 2021",
            "30 Feb 2021",
            "13/2021",
            "fall 5th 2021",
            "2/30/2021",
            "13/31/2020",
            "2021-13",
            "May 10–12",
        ),
        *("2021-21", "2021-23", "2021-22/2021-23", "2021-25", "2199-01 school year", "2021-23/.."),
        *("Winter 2021-23", "Winter 2021–2023", "since May to June 2021", "May 2021 – – June 2021"),
        "May 2021 " * 100,
    ],
)
def test_understand_refuses_and_says_what_is_accepted(typed: str) -> None:
    with pytest.raises(EDTFError) as error:
        understand(typed)
    assert ACCEPTED in str(error.value)


@pytest.mark.parametrize("typed", ["Oct. – Sept. 2020", "May – May 2021"])
def test_understand_names_ends_out_of_order(typed: str) -> None:
    with pytest.raises(EDTFError, match=r"^The (end is before|start and end are)"):
        understand(typed)


def test_a_season_is_never_read_from_a_number() -> None:
    with pytest.raises(EDTFError, match="“2021-23” may be a season or two years"):
        understand("2021-23")


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2021", "2021"),
        ("2021-23", "Fall 2021"),
        ("2021-24", "Winter 2021–22"),
        ("1999-24", "Winter 1999–00"),
        ("2020-12-31", "December 31, 2020"),
        ("2020-09/2020-10", "September – October 2020"),
        ("2020-11/2021-02", "November 2020 – February 2021"),
        ("2020-08-15/2020-09-01", "August 15 – September 1, 2020"),
        ("2021-21/2021-23", "Spring – Fall 2021"),
        ("2020/2021", "2020 – 2021"),
        ("2020-12/2022", "December 2020 to 2022"),
        ("2021-05/..", "since May 2021"),
        ("2021-08/2022-06", "2021-22 school year"),
    ],
)
def test_entry_text(edtf: str, shown: str) -> None:
    assert input_text(parse(edtf)) == shown


@settings(deadline=None)
@given(texts())
def test_what_is_shown_is_understood_as_the_same(edtf: str) -> None:
    assert understand(input_text(parse(edtf))) == parse(edtf)


@settings(deadline=None)
@given(st.text())
def test_understand_anything_without_another_error(typed: str) -> None:
    try:
        understand(typed)
    except EDTFError:
        pass
    else:
        assert any(character in "0123456789" for character in typed)
