from __future__ import annotations

import pytest

from briefgen.quote.difference import Change, chunks, compare, difference_text


def shown(quote: str, source: str) -> str:
    return difference_text(compare(chunks(quote), chunks(source))[1])


@pytest.mark.parametrize(
    ("quote", "source", "lines"),
    [
        pytest.param(
            "It is permitted to go", "They say: It is not permitted to go there.",
            "quote:  It is [] permitted to go\nsource: It is [not] permitted to go", id="dropped",
        ),
        pytest.param(
            "rose by 2.4 percent", "prices rose by 4.2 percent, they say",
            "quote:  rose by [2.4] percent\nsource: rose by [4.2] percent,", id="changed",
        ),
        pytest.param(
            "We now go home", "We go home",
            "quote:  We [now] go home\nsource: We [] go home", id="added",
        ),
        pytest.param(
            "We “go” home", 'We "go" home', 'quote:  We “go” home\nsource: We "go" home', id="dress",
        ),
        pytest.param(
            "a b c d e f g h i j k l m X n o p q r s t u v w x y z",
            "a b c d e f g h i j k l m Y n o p q r s t u v w x y z",
            "quote:  ... i j k l m [X] n o p q r ...\nsource: ... i j k l m [Y] n o p q r ...", id="long",
        ),
        pytest.param(
            "[T]he force [USFJ] went home", "And the force of them left home",
            "quote:  [T]he force [USFJ] [went] home\nsource: the force [of them] [left] home", id="brackets",
        ),
        pytest.param(
            "部长们反对为扩大", "部长们欢迎为扩大产能",
            "quote:  部长们 [反对] 为扩大\nsource: 部长们 [欢迎] 为扩大", id="Chinese",
        ),
        pytest.param(
            "US and Jаpan met", "US and Japan met",
            "quote:  US and [Jаpan] met\nsource: US and [Japan] met\nletter: the quote has а (U+0430 "
            "CYRILLIC SMALL LETTER A), the source a (U+0061 LATIN SMALL LETTER A)", id="lookalike",
        ),
    ],
)  # fmt: skip
def test_what_a_person_sees(quote: str, source: str, lines: str) -> None:
    assert shown(quote, source) == lines


def test_the_difference_as_data() -> None:
    span, changes = compare(chunks("will not go"), chunks("they will never stop go on"))
    assert span == (1, 5)
    assert changes == (
        Change("same", ("will",), ("will",)),
        Change("changed", ("not",), ("never", "stop")),
        Change("same", ("go",), ("go",)),
    )


def test_nothing_in_common() -> None:
    assert compare(chunks("a b"), [])[1] == (Change("only-quote", ("a", "b"), ()),)
