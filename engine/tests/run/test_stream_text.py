import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkback.run.execute.stream_text import StreamText


def written(*pieces: str, head: int = 400_000, tail: int = 100_000) -> str:
    stream = StreamText(head, tail)
    for piece in pieces:
        stream.write(piece)
    return stream.text()


@given(st.lists(st.text(st.characters(exclude_characters="\r\b"))))
def test_ordinary_text_is_kept_as_it_is(pieces: list[str]):
    assert written(*pieces) == "".join(pieces)


@given(st.text(st.sampled_from("ab\r\n\b")), st.data())
def test_the_pieces_do_not_matter(text: str, data: st.DataObject):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert written(*pieces) == written(text)


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (("1%\r", "20%\r", "100%\n", "done"), "100%\ndone"),
        (("a\r\n", "b\r", "\nc"), "a\nb\nc"),
        (("above\n12", "\b\b34\b5"), "above\n35"),
        (("\b\bx\n\b",), "x\n"),
        (("end\r",), "end"),
    ],
)
def test_what_a_terminal_takes_back(pieces: tuple[str, ...], text: str):
    assert written(*pieces) == text


@given(
    st.lists(st.text(st.sampled_from("ab\n"), max_size=30), max_size=20),
    st.integers(0, 10),
    st.integers(0, 10),
)
def test_what_is_left_out_is_counted(pieces: list[str], head: int, tail: int):
    whole = "".join(pieces)
    left = len(whole) - head - tail
    expected = whole
    if left > 0:
        end = whole[len(whole) - tail :]
        expected = f"{whole[:head]}\n… {left:,} characters left out …\n{end}"
    assert written(*pieces, head=head, tail=tail) == expected


def test_a_long_line_costs_linear_time():
    began = time.process_time()
    text = written(*["0" * 1000] * 100_000, "hi\n")
    assert text.endswith("0hi\n")
    assert "… 99,500,003 characters left out …" in text
    assert time.process_time() - began < 5
