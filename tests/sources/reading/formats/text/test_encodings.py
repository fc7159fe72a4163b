"""Which encoding the bytes of a text are in, found by trying."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps._sources.reading.formats.text import encodings
from nps._sources.reading.formats.text.encodings import Found, find_encoding

TEXTS = {
    "gb18030": [
        "序号,推荐分数,城市\n1,9,京\n", "地区,得分\n北京,9\n上海,3", "id,意见\n1,非常满意,很好\n"
    ],
    "big5": ["序號,推薦分數,城市\n1,9,台北\n", "編號,您有多大可能向朋友推薦我們？\n1,10\n"],
    "cp932": ["番号,友人に勧めたいと思いますか\n1,9\n", "ID,推奨度,コメント\n1,9,よかったです\n"],
    "euc_jp": ["番号,友人に勧めたいと思いますか,理由\n1,9,とても良い\n"],
    "cp949": ["번호,추천 점수,지역\n1,9,서울\n", "이름,점수\n김,9\n이,8"],
    "cp1252": [
        "id,Quelle est la probabilité que vous nous recommandiez ?\n1,9\n", "Größe,nps\nä,9\n",
        "Ärger,nps\n1,9\n", "nps,why\n9,“good” – it’s fine\n", "nps,¿Por qué?\n9,Está bien\n",
        "nps,€\n9,5€", "id,nps,Straße\n1,9,Ö\n", "nps,hvorfor\n9,på bølgen, æble\n",
    ],
    "cp1254": ["id,Bizi tavsiye etme olasılığınız nedir?\n1,9\n", "şehir,puan\nİstanbul,9\n"],
    "cp1250": ["id,Jak prawdopodobne jest, że polecisz nas znajomym?\n1,9\n2,3,źle\n"],
    "iso8859_2": ["id;Jak prawdopodobne jest, że polecisz nas? ą ś\n1;9\n2;źle\n"],
    "cp1251": ["номер,Какова вероятность,город\n1,9,Москва\n", "город,оценка\nМосква,9\n"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "text"), [(name, text) for name, texts in TEXTS.items() for text in texts]
)
def test_text_is_read_as_it_was_written(encoding: str, text: str) -> None:
    content = text.encode(encoding)
    found = find_encoding(io.BytesIO(content))
    assert found is not None
    assert found.failed_at is not None
    assert content.decode(found.name) == text


@pytest.mark.parametrize("rows", [1, 100_000])
@pytest.mark.parametrize("encoding", ["gb18030", "cp1252"])
def test_letters_far_down_decide_as_well(encoding: str, rows: int) -> None:
    comment = "很好，下次再来" if encoding == "gb18030" else "très bien, à bientôt"
    text = "id,nps,why\n" + "1,9,x\n" * rows + f"2,3,{comment}\n" * 50
    found = find_encoding(io.BytesIO(text.encode(encoding)))
    assert found == Found(encoding, len(("id,nps,why\n" + "1,9,x\n" * rows + "2,3,").encode())
                          + (0 if encoding == "gb18030" else 2))  # fmt: skip


def test_damaged_utf_8_is_utf_8_all_the_same() -> None:
    content = "编号,您有多大可能推荐我们？\n".encode() * 20 + b"9,\xff\n"
    found = find_encoding(io.BytesIO(content))
    assert found == Found("utf-8", len(content) - 2, damaged=True)


def test_what_no_encoding_of_the_list_explains_is_latin_1() -> None:
    assert find_encoding(io.BytesIO(b"a,\x81,b\n9,x\n")) == Found("latin-1", 2)


def test_the_whole_file_has_to_be_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "_SAMPLE", 4096)
    content = b"nps,why\n9,tr\xe8s bien\n" + b"9,x\n" * 5000 + b"3,\x81\x90\n"
    assert find_encoding(io.BytesIO(content)) == Found("latin-1", 12)


def test_utf_32_and_binary_files() -> None:
    assert find_encoding(io.BytesIO("nps\n9\n".encode("utf-32"))) == Found("utf-32")
    assert find_encoding(io.BytesIO(b"a\0\0\xd8b\0" * 200)) is None


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200))
def test_valid_utf_8_is_never_doubted(text: str) -> None:
    content = text.encode()
    found = find_encoding(io.BytesIO(content))
    assert found in (Found("utf-8"), Found("utf-8-sig"))
    assert content.decode(found.name) == text.removeprefix("\ufeff")
