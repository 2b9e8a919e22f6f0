"""Produce quietly: what nobody looks at yet is set in the press after what somebody waits for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefgen.press.then import Then
from briefgen.produce import produce

if TYPE_CHECKING:
    from briefgen.produce import Order, Product

__all__ = ["produce_quietly"]

_NICENESS = 5


def produce_quietly(order: Order) -> Product:
    """Set and prove the document of ``order`` in this process, nobody else's, at a low priority."""
    os.nice(_NICENESS)
    return Then(produce, (order,)).result()
