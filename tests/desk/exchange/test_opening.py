"""Which language a file is in, and whether it was exported here: from what its header says."""

import pytest

from desk.exchange.opening import language_of, open_file, remark
from publishing.imports import FileError
from tests.desk.exchange.words import exported

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"X-SRO-Export: ", b"X-Other: ", "was not exported from this site"),
        (b"X-SRO-Export: ", b"X-SRO-Export: 0", "another site"),
        (b"Language: es", b"Language: vi", "“vi”"),
        (b" es 2021", b" xx 2021", "was not exported from this site"),
    ],
)
def test_a_file_says_where_it_comes_from(old: bytes, new: bytes, said: str) -> None:
    data = exported()
    assert language_of(open_file(data)) == "es"
    assert old in data
    with pytest.raises(FileError, match=said):
        language_of(open_file(data.replace(old, new)))


@pytest.mark.parametrize("written", ["es_US", "es-MX", "es_ES.UTF-8", "ES", "spa", "es_419"])
def test_a_tool_may_write_the_region_of_the_language(written: str) -> None:
    catalog = open_file(exported().replace(b"Language: es", f"Language: {written}".encode()))
    assert language_of(catalog) == "es"
    assert remark(catalog, "es") == ""


@pytest.mark.parametrize("written", ["pt-BR", "vi_VN", "eu", "es-x!", "Spanish or so"])
def test_another_language_is_refused(written: str) -> None:
    with pytest.raises(FileError, match="its header now says"):
        language_of(open_file(exported().replace(b"Language: es", f"Language: {written}".encode())))


@pytest.mark.parametrize("written", [b'"Language: \\n"\n', b""])
def test_a_file_without_a_language_is_asked_about(written: bytes) -> None:
    catalog = open_file(exported().replace(b'"Language: es\\n"\n', written))
    assert language_of(catalog) == "es"
    assert "make sure that its words are Spanish" in remark(catalog, "es")
