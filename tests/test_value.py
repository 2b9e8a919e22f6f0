"""Values: frozen, told apart by their class, and held to their fields like a dataclass."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError
from functools import cached_property
from typing import Any

import pytest

from briefgen.prose import Code, Emph, Heading, List, Str
from briefgen.value import Value, replaced


class Town(Value):
    name: str
    people: int = 0
    port: bool = False

    @cached_property
    def crowd(self) -> str:
        return self.name * self.people


def test_fields_are_taken_in_order_by_name_or_by_default() -> None:
    assert Town("Linden", 3) == Town(people=3, name="Linden") == Town("Linden", 3, False)
    assert (Town("Linden").people, Town("Linden", port=True).port) == (0, True)


@pytest.mark.parametrize(
    ("values", "named", "said"),
    [
        ((), {}, "Town needs a value for `name`"),
        ((), {"people": 3}, "Town needs a value for `name`"),
        (("Linden", 1, True, 4), {}, "Town has the fields name, people, port"),
        (("Linden",), {"name": "Holt"}, "Town has the fields name, people, port"),
        (("Linden", 1, True), {"port": True}, "Town has the fields name, people, port"),
        (("Linden",), {"harbor": True}, "Town has the fields name, people, port"),
    ],
)
def test_what_is_no_set_of_fields_is_refused(
    values: tuple[Any, ...], named: dict[str, Any], said: str
) -> None:
    with pytest.raises(TypeError, match=said):
        Town(*values, **named)


def test_values_of_two_classes_differ_with_the_same_content() -> None:
    assert Str("a") == Str("a")
    assert Str("a") != Code("a")
    assert Emph((Str("a"),)) != (Str("a"),)
    assert len({Str("a"), Str("a"), Str("b")}) == 2


def test_nothing_changes_a_value() -> None:
    town = Town("Linden", 3)
    for change in (lambda: setattr(town, "people", 4), lambda: delattr(town, "people")):
        with pytest.raises(FrozenInstanceError):
            change()
    assert town == Town("Linden", 3)


def test_a_changed_copy_works_out_its_own() -> None:
    town = Town("Linden", 1)
    assert (town.crowd, replaced(town, name="Holt").crowd) == ("Linden", "Holt")
    assert replaced(Heading(1, ()), level=2) == Heading(2, ())


@pytest.mark.parametrize("value", [Town("Linden", 3), Str("a"), List(((Str("a"),),), tight=False)])  # type: ignore[arg-type]
def test_another_process_gets_the_same(value: Value) -> None:
    assert pickle.loads(pickle.dumps(value)) == value


def test_a_value_shows_its_fields_and_gives_them_to_a_pattern() -> None:
    assert repr(Town("Linden", 3)) == "Town(name='Linden', people=3, port=False)"
    match Heading(2, (Str("a"),)):
        case Heading(level, (Str(text),)):
            assert (level, text) == (2, "a")
        case _:
            pytest.fail("no heading")
