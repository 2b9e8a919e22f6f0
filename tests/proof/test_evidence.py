"""evidence.json: what it says, that it says it in the W3C's words, and that it never varies."""

from __future__ import annotations

import json
import pickle
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec.structs import asdict

from briefgen.build import Settings, build
from briefgen.examine import examine
from briefgen.proof.annotation import Part
from briefgen.proof.evidence import evidence
from briefgen.proof.evidence_file import (
    EvidenceError,
    evidence_schema,
    read_evidence,
    write_evidence,
)
from tests.forge import GAZETTE, OUTLINE, PORT, make, project

SCHEMA = Path(__file__).parents[2] / "docs" / "evidence.schema.json"
VALIDATOR = Draft202012Validator(json.loads(evidence_schema()))


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return make(tmp_path_factory.mktemp("desk"), "desk")


def test_the_file_that_is_written_is_the_one_inside(desk):
    beside = (desk.folder / "build" / "harbor-desk.evidence.json").read_bytes()
    assert beside == write_evidence(desk.evidence)
    assert read_evidence(beside) == desk.evidence
    assert beside.endswith(b"}\n")


def test_same_document_same_bytes(desk):
    examined = examine(desk.folder / "briefs" / "harbor.yaml", ["desk"])
    again = evidence(desk.document, examined.library.seeds)
    assert write_evidence(again) == write_evidence(desk.evidence)


def test_it_is_a_web_annotation_collection(desk):
    record = desk.record
    assert record["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert record["type"] == "AnnotationCollection"
    assert record["first"]["type"] == "AnnotationPage"
    assert record["first"]["partOf"] == record["id"]
    assert record["total"] == len(record["first"]["items"]) == 7
    ids = [item["id"] for item in record["first"]["items"]]
    assert len(set(ids)) == len(ids)
    for item in record["first"]["items"]:
        assert item["type"] == "Annotation"
        assert item["body"]["type"] == "TextualBody"


def test_both_selectors_select_the_words_of_the_file(desk):
    texts = {"port": PORT, "gazette": GAZETTE}
    for item in desk.record["first"]["items"]:
        for target in item["target"]:
            text = texts[target["source"]["seed"]]
            quote, position = target["selector"]
            start, end = position["start"], position["end"]
            assert quote["exact"] == text[start:end]
            assert quote["prefix"] == text[max(start - 32, 0) : start]
            assert quote["suffix"] == text[end : end + 32]
            assert target["source"]["id"] == "urn:sha256:" + next(
                s["sha256"] for s in desk.record["sources"] if s["seed"] == target["source"]["seed"]
            )


def test_a_citation_says_what_the_brief_says_there(desk):
    body = desk.record["first"]["items"][3]["body"]
    assert body["value"] == (
        "Officers said: “Both navies will patrol the lane together from June,” and a report follows."
    )
    assert (body["number"], body["passage"], body["paragraphs"]) == (4, "patrol", [2])
    assert (body["kind"], body["speaker"]) == ("statement", "officers")
    assert (body["section"], body["field"]) == ("lane", "sections.lane.body")


def test_quotations_in_the_order_of_the_text_exactly_as_printed(desk):
    found = [(q["number"], q["text"]) for q in desk.record["quotations"]]
    assert found[3:6] == [
        (4, "Both navies will patrol the lane together from June"),
        (5, "call the plan a gift to smugglers"),
        (6, "fear that the patrols leave no room ... their boats at night"),
    ]
    sixth = desk.record["quotations"][5]
    assert GAZETTE[sixth["start"] : sixth["end"]] == (
        "fear that the patrols leave no room for their boats at night"
    )


def test_excerpts_are_raw_and_whole_with_number_and_offset(desk):
    excerpts = {(e["seed"], e["paragraph"]): e for e in desk.record["excerpts"]}
    assert list(excerpts) == [("port", 2), ("port", 3), ("port", 4), ("gazette", 2), ("gazette", 3)]
    second = excerpts["gazette", 2]
    assert "togetherfrom June" in second["text"]
    assert GAZETTE[second["start"] : second["end"]] == second["text"]
    gazette = next(s for s in desk.record["sources"] if s["seed"] == "gazette")
    assert gazette["repairs"] == [
        {"paragraph": 2, "before": "togetherfrom", "after": "together from"}
    ]
    assert gazette["csl"]["author"] == [{"family": "Roux", "given": "Anne"}]


def test_the_text_of_the_brief_with_its_citations_in_place(desk):
    block = desk.record["text"][2]
    assert block["calls"] == [1, 2, 3]
    assert block["text"].startswith(
        "The ministers “agreed to reopen the shipping lane” on May 4,\ufffc and “the US-Japan survey"
    )
    assert desk.record["calls"][0] == {"number": 1, "label": "1", "anchor": "note-1"}
    assert desk.record["notes"][0] == {
        "number": 1,
        "text": "“Harbor Talks End in a Deal,” para. 2.",
        "excerpts": [{"tag": "A ¶2", "words": "agreed to reopen the shipping lane"}],
    }


def test_tags_in_the_text_are_calls_too(tmp_path):
    record = make(tmp_path, "minister").record
    assert record["brief"]["citations"] == "tags"
    assert record["notes"] == []
    assert record["calls"][3] == {"number": 4, "label": "B ¶2", "anchor": "source-B"}


def test_nothing_of_what_an_audience_does_not_get_is_in_its_evidence(tmp_path):
    """The committee template prints no judgment; another audience's words would leak by it."""
    data = write_evidence(make(tmp_path, "desk").evidence)
    assert b"We think" not in data


def test_the_file_follows_the_schema_and_the_schema_is_current(desk):
    assert SCHEMA.read_text("utf-8") == evidence_schema(), (
        "write evidence_schema() to docs/evidence.schema.json"
    )
    schema = json.loads(evidence_schema())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert list(validator.iter_errors(desk.record)) == []
    wrong = desk.record
    wrong["quotations"][0]["start"] = -1
    assert len(list(validator.iter_errors(wrong))) == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda r: r["text"][2].update(calls=[1, 2]), "do not add up"),
        (lambda r: r["text"][2].update(calls=[1, 2, 4]), "makes, or one twice"),
        (lambda r: r["calls"].pop(), "makes, or one twice"),
        (lambda r: r["calls"].reverse(), "does not number its citations from 1"),
        (lambda r: r["sources"].pop(), "names a source that it does not describe"),
        (lambda r: r["sources"].append(r["sources"][0]), "or one twice"),
        (lambda r: r["quotations"][0].update(text=1), "quotations.0.text"),
        (lambda r: r["quotations"][0].update(more=1), "quotations.0.more"),
        (lambda r: r["quotations"][0].update(text="\ud800"), "evidence.json"),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused(desk, change, message):
    record = desk.record
    change(record)
    with pytest.raises(EvidenceError, match=message):
        read_evidence(json.dumps(record).encode())


def at(value, path):
    """What stands at ``path``, its steps with dots between."""
    for step in path.split(".") if path else ():
        value = value[int(step) if step.isdigit() else step]
    return value


ITEM = "first.items.0"
SOURCE = "first.items.0.target.0.source"


@pytest.mark.parametrize(
    ("path", "key", "value", "problem"),
    [
        ("", "more", 1, "more: Object contains unknown field `more`"),
        (f"{ITEM}.body", "more", 1, "first.items.0.body.more: "),
        ("first", "part_of", "#annotations", "first.part_of: "),
        ("quotations.0", "block", 1, "quotations.0.block: Expected `bool`, got `int`"),
        ("quotations.0", "start", True, "quotations.0.start: Expected `int`, got `bool`"),
        ("quotations.0", "start", "1", "quotations.0.start: Expected `int`, got `str`"),
        ("quotations.0", "start", 1.0, "quotations.0.start: Expected `int`, got `float`"),
        ("quotations.0", "start", -1, "quotations.0.start: Expected `int` >= 0"),
        ("quotations.0", "end", 2**40 + 1, "quotations.0.end: Expected `int` <= 1099511627776"),
        ("quotations.0", "number", 0, "quotations.0.number: Expected `int` >= 1"),
        ("quotations.0", "number", 2**31 + 1, "quotations.0.number: Expected `int` <= 2147483648"),
        ("quotations.0", "paragraphs", [1, 0], "quotations.0.paragraphs.1: Expected `int` >= 1"),
        ("quotations.0", "text", None, "quotations.0.text: Expected `str`, got `null`"),
        ("brief", "citations", "both", "brief.citations: Invalid enum value 'both'"),
        ("brief.limits", "pages", 0, "brief.limits.pages: Expected `int` >= 1"),
        ("sources.0", "share", "1", "sources.0.share: Expected `float`, got `str`"),
        ("sources.0", "share", True, "sources.0.share: Expected `float`, got `bool`"),
        ("sources.0", "sha256", "A" * 64, "sources.0.sha256: Expected `str` matching regex"),
        ("sources.0", "sha256", "a" * 64 + "\n", "sources.0.sha256: Expected `str` of length"),
        ("sources.0", "csl", [], "sources.0.csl: Expected `object`, got `array`"),
        ("report.shares", "A", "1", "report.shares: Expected `float`, got `str`"),
        ("report.findings", "info", 1.0, "report.findings: Expected `int`, got `float`"),
        (SOURCE, "id", "urn:sha256:" + "a" * 63, f"{SOURCE}.id: Expected `str` matching regex"),
        (SOURCE, "id", "urn:sha256:" + "a" * 64 + "\n", f"{SOURCE}.id: Expected `str` of length"),
        (SOURCE, "type", "Image", f"{SOURCE}.type: Invalid enum value 'Image'"),
        ("first.items.0.target.0", "selector", [], "first.items.0.target.0.selector: Expected"),
        ("first", "startIndex", 1, "first.startIndex: Invalid enum value 1"),
        ("first", "partOf", "#page-1", "first.partOf: Invalid enum value '#page-1'"),
        ("", "@context", {}, "@context: Expected `array`, got `object`"),
        ("generator", "name", "another", "generator.name: Invalid enum value 'another'"),
    ],
)  # fmt: skip
def test_a_value_of_another_shape_is_refused_and_named(desk, path, key, value, problem):
    record = desk.record
    at(record, path)[key] = value
    with pytest.raises(EvidenceError) as caught:
        read_evidence(json.dumps(record).encode())
    assert str(caught.value).startswith(f"evidence.json has another shape: {problem}")


def test_a_key_that_is_missing_is_refused_and_named(desk):
    record = desk.record
    del record["first"]["items"][0]["body"]["number"]
    with pytest.raises(
        EvidenceError, match=r"shape: first\.items\.0\.body\.number: Object missing"
    ):
        read_evidence(json.dumps(record).encode())


def test_what_always_says_the_same_is_written_and_may_be_missing(desk):
    record = desk.record
    for path, key, value in (
        ("", "@context", ["http://www.w3.org/ns/anno.jsonld", {"@vocab": "urn:briefgen:evidence:"}]),
        ("generator", "name", "briefgen"),
        ("first", "startIndex", 0),
        (f"{ITEM}.body", "purpose", "linking"),
        (SOURCE, "format", "text/plain"),
    ):  # fmt: skip
        assert at(record, path).pop(key) == value
    assert read_evidence(json.dumps(record).encode()) == desk.evidence


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ('"\\ud800"', "half of a surrogate pair"),
        ('"\\udc00 and more words"', "half of a surrogate pair"),
        ('{"\\ud800": 1}', "half of a surrogate pair"),
        ("NaN", "NaN is not a number"),
        ("-Infinity", "-Infinity is not a number"),
        ("1e999", "Number out of range"),
        ("1" * 21, "more than 20 digits"),
        ('{"a": 1, "a": 1}', "a key stands twice"),
        ("[" * 197 + "]" * 197, "nested deeper than 200 levels"),
        ('{"a":' * 197 + "1" + "}" * 197, "nested deeper than 200 levels"),
        ("[" * 2000 + "]" * 2000, "is not the JSON that briefgen writes|deeper than 200 levels"),
    ],
)
def test_what_no_part_may_hold(desk, value, problem):
    """Also not where any JSON may stand."""
    with pytest.raises(EvidenceError, match=problem):
        read_evidence(with_csl(desk, value))


def test_the_context_is_not_deep_either(desk):
    for levels, problem in ((198, ""), (199, "nested deeper than 200 levels")):
        record = desk.record | {"@context": ["here"]}
        data = json.dumps(record).replace('"here"', "[" * levels + "]" * levels).encode()
        with pytest.raises(EvidenceError, match=problem) if problem else nullcontext():
            read_evidence(data)


@pytest.mark.parametrize(
    "value",
    ["[" * 196 + "]" * 196, '"\\ud83d\\ude00 \\\\ud800"', "1" * 20, "[null, true, -0.5, 1e10, {}]"],
)
def test_what_csl_may_hold(desk, value):
    found = read_evidence(with_csl(desk, value))
    assert found.sources[0].csl["note"] == json.loads(value)
    assert read_evidence(write_evidence(found)) == found


def with_csl(desk, value):
    """The file with ``value``, as it is written there, in a source's CSL."""
    record = desk.record
    record["sources"][0]["csl"]["note"] = "here"
    return json.dumps(record).replace('"here"', value).encode()


def paths(value, path=""):
    """The places in ``value``, one of each kind."""
    inner = value.items() if isinstance(value, dict) else list(enumerate(value))[-1:]
    for key, part in inner:
        place = f"{path}.{key}".removeprefix(".")
        yield place
        if isinstance(part, dict | list):
            yield from paths(part, place)


VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**19), 10**19)
    | st.sampled_from((0.5, "", "x", "#annotations", "urn:sha256:" + "f" * 64, "f" * 64))
    | st.sampled_from(("[]", "{}", "[1]", '["a"]', '{"a": 1}')).map(json.loads)
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(0, 999), value=VALUES)
def test_the_schema_refuses_what_the_reader_refuses(desk, number, value):
    """Whatever takes the place of a value: it is read, or refused in words of ours."""
    record = desk.record
    places = [place for place in paths(record) if ".csl" not in place]
    way, _, key = places[number % len(places)].rpartition(".")
    parent = at(record, way)
    parent[int(key) if isinstance(parent, list) else key] = value
    told = ""
    try:
        read_evidence(json.dumps(record).encode())
    except EvidenceError as error:
        told = str(error)
    shape = "has another shape" in told or "format" in told
    assert VALIDATOR.is_valid(record) != shape, told


FULL_SOURCES = """\
port:
  file: port.txt
  csl:
    type: article-journal
    title: Harbor talks end
    author: [{family: Roux, given: Anne}]
    issued: {date-parts: [[2024, 5, 4]]}
    accessed: 2024-05-05
    volume: 3
    language: en
  kind: news
  standpoint: near the ministers
  language: en
  translated_from: fr
  reliability: B
  reliability_reason: It was there.
  note: The second edition.
  furniture: [1]
gazette:
  file: gazette.txt
  csl: {type: webpage, title: Both navies on patrol, issued: 2024}
  kind: commentary
  repairs: [{paragraph: 2, from: togetherfrom, to: together from}]
"""
FULL_OUTLINE = OUTLINE.replace(
    "published: 2024-05-06\n",
    """published: 2024-05-06
as_of: 2024-05-05
version: 2
series: Brief 7
authors: [The desk]
contact: the desk
license: CC BY
corrections: none
rules: {unused-paragraph: "off"}
""",
).replace(
    "desk: {template: committee}",
    """desk:
    template: committee
    marking: OFFICIAL
    to: the committee
    purpose: For decision
    limits: {pages: 8, words: 4000, sentence_words: 60}""",
)


def leaves(value):
    """All that stands in ``value``, keys too."""
    if isinstance(value, dict):
        yield from value
        value = value.values()
    elif isinstance(value, Part):
        value = asdict(value).values()
    elif not isinstance(value, tuple | list):
        yield value
        return
    for part in value:
        yield from leaves(part)


def test_every_value_is_a_plain_one(tmp_path):
    """One that knows its place takes its file along wherever it goes, and is not written."""
    path = project(tmp_path, FULL_OUTLINE, sources=FULL_SOURCES)
    built = build(path, tmp_path / "build", Settings(audiences=["desk"], formats=("md",)))
    assert not built.stopped, [f"{f.rule}: {f.message}" for f in built.findings]
    found = evidence(built.documents[0], examine(path, ["desk"]).library.seeds)
    assert {type(leaf) for leaf in leaves(found)} == {str, int, float, bool, type(None)}
    port = found.sources[0]
    assert (port.reliability, port.furniture, port.translated_from) == ("B", (1,), "fr")
    assert found.brief.limits.pages == 8
    assert len(found.brief.furniture) == 7
    assert read_evidence(write_evidence(found)) == found


def test_a_worker_gets_what_was_sent(desk):
    assert pickle.loads(pickle.dumps(desk.evidence)) == desk.evidence


def test_the_report_of_the_build_is_in_it(desk):
    report = desk.record["report"]
    assert (report["quotations"], report["quotations_proved"]) == (7, 7)
    other = replace(desk.document, report=replace(desk.document.report, quotations_proved=5))
    examined = examine(desk.folder / "briefs" / "harbor.yaml", ["desk"])
    assert evidence(other, examined.library.seeds).report.quotations_proved == 5
