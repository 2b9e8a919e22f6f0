"""Produce quietly: in the press, but after whoever waits for the next save."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefgen.produce import produce

if TYPE_CHECKING:
    from briefgen.produce import Order, Product

__all__ = ["produce_quietly"]

_NICENESS = 5


def produce_quietly(order: Order) -> Product:
    """Set the document of ``order`` in this process, which is nobody else's, at a low priority."""
    os.nice(_NICENESS)
    return produce(order)
