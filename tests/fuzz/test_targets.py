"""What the fuzzer tries for minutes, tried for a moment."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, corpus


@pytest.mark.parametrize("name", TARGETS)
def test_the_catalogue_of_errors_goes_through(name: str) -> None:
    cases = list(corpus())
    assert len(cases) > 100
    for case in cases:
        TARGETS[name](case)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=60, deadline=None)
@given(
    data=st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_go_through(name: str, data: bytes) -> None:
    TARGETS[name](data)
