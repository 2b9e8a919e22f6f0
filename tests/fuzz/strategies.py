"""Projects as a stranger might send them: sound ones, and sound ones with a few things done to them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS = [
    "the",
    "ministers",
    "agreed",
    "to",
    "reopen",
    "a",
    "shipping",
    "lane",
    "which",
    "had",
    "been",
    "closed",
    "since",
    "spring",
    "and",
    "navies",
    "patrol",
    "it",
    "together",
    "from",
    "June",
    "unless",
    "parliaments",
    "ask",
    "not",
    "otherwise",
    "12",
    "percent",
    "US-Japan",
]
ODD = [
    *[
        "\\",
        "`",
        "*",
        "_",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "#",
        "+",
        "-",
        ".",
        "!",
        "|",
        "~",
        "^",
        "$",
        "@",
        "&",
        ";",
        ":",
        "=",
        "%",
        '"',
        "'",
        "/",
        "…",
        "–",
        "“",
        "”",
        "«",
        "»",
        "¶",
        "漢字",
        "é",
        "𝒳",
    ],
    "[^1]",
    "<b>",
    "&amp;",
    "{{ x }}",
    "](x",
    "...",
    "\u00ad",
    "\u200b",
    "ﬁ",
]

FOREIGN = [
    *["insurers", "call", "plan", "gift", "smugglers", "because", "leaves", "cargo", "unchecked"],
    *["thirty", "days", "villages", "along", "coast", "fear", "boats", "night", "survey", "bed"],
    *["goes", "or", "port", "of", "7", "Rodrigues", "joint-venture"],
]
"""Words of sources; prose has others, or it would quote by chance."""
MARKS = [each for each in ODD if each in "\"'“”«»"]

words = st.sampled_from(WORDS)
pieces = st.one_of(words, words, words, words, st.sampled_from(ODD))
sentences = st.lists(pieces, min_size=3, max_size=12).map(" ".join)
# In prose two words in marks are nobody's; more would have to stand in a source.
quiet = st.sampled_from([*(each for each in ODD if each not in MARKS), "“the lane”", '"it"', "‘a’"])
phrases = st.lists(st.one_of(words, words, words, words, quiet), min_size=3, max_size=12).map(
    " ".join
)
paragraphs = st.lists(words, min_size=8, max_size=20).map(lambda found: " ".join(found) + ".")


@st.composite
def said(draw: st.DrawFn, number: int) -> str:
    """The paragraph of this ``number`` of a seed. It begins with words that stand nowhere else."""
    foreign = st.sampled_from(FOREIGN)
    odd = st.one_of(foreign, foreign, foreign, foreign, st.sampled_from(ODD))
    rest = draw(st.lists(odd, min_size=5, max_size=16))
    return " ".join([f"In{number}", "port", f"{number}00", "insurers", *rest]) + "."


seeds = st.integers(2, 4).flatmap(lambda count: st.tuples(*map(said, range(1, count + 1))))


@dataclass(frozen=True)
class Sent:
    """A project: what its outline says, and its seed's paragraphs."""

    outline: dict[str, Any]
    seed: tuple[str, ...]
    sources: dict[str, Any]

    @property
    def files(self) -> Mapping[str, str]:
        """Its files by name; JSON is YAML."""
        return {
            "briefs/brief.yaml": json.dumps(self.outline, ensure_ascii=False),
            "seeds/sources.yaml": json.dumps(self.sources, ensure_ascii=False),
            "seeds/seed.txt": "\n\n".join(self.seed) + "\n",
        }


@st.composite
def quotes(draw: st.DrawFn, paragraph: str) -> str:
    """Words of ``paragraph`` as it has them from its beginning on, three or more before an ellipsis."""
    found = paragraph.split(" ")
    last = draw(st.integers(4, min(12, len(found))))
    quote = " ".join(found[draw(st.integers(0, 1)) : last])
    return re.split(r"…|\.\.\.", quote)[0].strip()


@st.composite
def sound(draw: st.DrawFn) -> Sent:
    """A project that is right as far as its form goes; its quotations stand in its seed."""
    seed = tuple(draw(seeds))
    numbers = st.integers(1, len(seed))
    passages = {}
    for name in ("a", "b", "c"):
        number = draw(numbers)
        passage = {"seed": "one", "kind": draw(st.sampled_from(["fact", "statement", "opinion"]))}
        if draw(st.booleans()):
            passage["paragraph"] = number
        else:
            passage |= {"quote": draw(quotes(seed[number - 1])), "paragraph": number}
        if passage["kind"] != "fact":
            passage["speaker"] = draw(sentences)
        passages[name] = passage
    cited = st.sampled_from(["[@a]", "[@b]", "[see @c; @a]", "[@one, para. 1]"])
    prose = st.builds("{} {} {}.".format, paragraphs, phrases, cited)
    quoted = numbers.flatmap(
        lambda number: quotes(seed[number - 1]).map(
            lambda quote: f"> {' '.join(quote.split(' ')[:3])} [@one, para. {number}]."
        )
    )
    body = st.lists(
        st.one_of(
            prose,
            prose.map("- {}".format),
            quoted,
            prose.map(lambda text: f"| a | b |\n|---|---|\n| {text.replace('|', '/')} | x |"),
            phrases.map("## {}".format),
            sentences.map("```\n{}\n```".format),
        ),
        min_size=1,
        max_size=4,
    ).map("\n\n".join)
    outline = {
        "title": draw(phrases),
        "standfirst": draw(phrases),
        "published": draw(st.sampled_from(["2024", "2024-05", "2024-05-06"])),
        "series": draw(sentences),
        "authors": draw(st.lists(sentences, max_size=2)),
        "bottom_line": draw(prose),
        "sections": [
            {"id": "one", "title": draw(phrases), "passages": passages, "body": draw(body)},
            {
                "id": "two",
                "title": draw(phrases),
                "body": draw(body),
                "judgment": draw(phrases),
            },
        ],
        "timeline": [{"date": "2024", "text": draw(prose)}],
        "differences": [{"matter": draw(phrases), "passages": ["a", "b"], "used": draw(prose)}],
        "glossary": {draw(words): draw(phrases)},
        "audiences": {
            "all": {
                "template": draw(st.sampled_from(["full", "explainer", "committee"])),
                "limits": {"sentence_words": 100},
            }
        },
    }
    csl = {"type": "article", "title": draw(sentences), "author": [{"literal": draw(sentences)}]}
    sources = {"one": {"file": "seed.txt", "csl": csl, "standpoint": draw(sentences)}}
    return Sent(outline, seed, sources)


SWAPS: list[Any] = [
    None,
    "",
    " ",
    "x" * 5000,
    0,
    -1,
    10**30,
    1.5,
    True,
    [],
    {},
    [[]],
    {"default": ""},
    "2024-13-40",
    "../../x",
    "/etc/passwd",
    "[@a",
    "[@gone]",
    'He said "words that nobody said" [@a].',
    "[x](javascript:alert(1)) ![x](file:///etc/passwd)",
    "“",
    "> " * 40,
    "[" * 3000,
    "\u202e",
    "NaN",
    "a\nb",
    "#note-1",
    "note-1",
    "para-A-1",
    "CON",
    ".",
    "..",
]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where each value of a tree stands."""
    found = [path] if path else []
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in items:
        found += places(inner, (*path, key))
    return found


def put(value: Any, path: tuple[Any, ...], new: Any, *, rename: bool = False) -> Any:
    """The tree with ``new`` at ``path``, or its key there renamed to ``new``."""
    key, *rest = path
    if isinstance(value, dict):
        if rest or not rename:
            return {
                k: (put(v, tuple(rest), new, rename=rename) if rest else new) if k == key else v
                for k, v in value.items()
            }
        return {(str(new) if k == key else k): v for k, v in value.items()}
    return [
        (put(v, tuple(rest), new, rename=rename) if rest else new) if k == key else v
        for k, v in enumerate(value)
    ]


@st.composite
def mutated(draw: st.DrawFn) -> Sent:
    """A sound project with one to three of its values, keys or characters changed."""
    sent = draw(sound())
    trees: dict[str, Any] = {"outline": sent.outline, "sources": sent.sources}
    for _ in range(draw(st.integers(1, 3))):
        which = draw(st.sampled_from(["outline", "outline", "sources"]))
        path = draw(st.sampled_from(places(trees[which])))
        rename = draw(st.integers(0, 3)) == 0
        new = draw(st.sampled_from(SWAPS))
        trees[which] = put(trees[which], path, new, rename=rename)
    seed = list(sent.seed)
    if draw(st.booleans()):
        at = draw(st.integers(0, len(seed) - 1))
        seed[at] = seed[at][1:] + draw(st.sampled_from([*ODD, "\n", "\r\n", "\x85", "\u2028"]))
    return Sent(trees["outline"], tuple(seed), trees["sources"])
