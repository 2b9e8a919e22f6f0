"""What can be installed besides: the extras, each for one thing that most briefs do without."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.util import find_spec

from briefgen.finding import Lack

__all__ = ["CHARTS", "CLUSTER", "EXTRAS", "SIGNING", "Extra"]


@dataclass(frozen=True)
class Extra:
    """``package``, imported as ``module``, is for one ``use``."""

    module: str
    package: str
    use: str

    def is_there(self) -> bool:
        """Whether it is installed; nothing is imported."""
        return find_spec(self.module) is not None

    @property
    def remedy(self) -> str:
        """The command that installs it."""
        return f"{sys.executable} -m pip install {self.package}"

    def lack(self) -> Lack:
        """What to raise where it is needed and not there."""
        return Lack(f"{self.package} is not installed; it is for {self.use}", self.remedy)


CHARTS = Extra("vl_convert", "vl-convert-python", "charts written as Vega-Lite")
CLUSTER = Extra(
    "distributed", "distributed", "build --cluster, which sets documents on a Dask cluster"
)
SIGNING = Extra("pyhanko", "pyhanko", "build --sign, and for checking signatures")
EXTRAS = {"charts": CHARTS, "cluster": CLUSTER, "sign": SIGNING}
"""By the name of the extra: ``pip install 'briefgen[charts]'``."""
