"""evidence.json: what it says, that it says it in the W3C's words, and that it never varies."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from briefgen.examine import examine
from briefgen.proof.evidence import evidence
from briefgen.proof.evidence_file import (
    EvidenceError,
    evidence_schema,
    read_evidence,
    write_evidence,
)
from tests.forge import GAZETTE, PORT, make

SCHEMA = Path(__file__).parents[2] / "docs" / "evidence.schema.json"


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


def test_the_report_of_the_build_is_in_it(desk):
    report = desk.record["report"]
    assert (report["quotations"], report["quotations_proved"]) == (7, 7)
    other = replace(desk.document, report=replace(desk.document.report, quotations_proved=5))
    examined = examine(desk.folder / "briefs" / "harbor.yaml", ["desk"])
    assert evidence(other, examined.library.seeds).report.quotations_proved == 5
