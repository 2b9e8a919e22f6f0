"""The fixed words of a template in the document's language, out of catalogs of GNU gettext."""

from __future__ import annotations

import io
import re
from gettext import GNUTranslations, NullTranslations
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from briefgen.layout import Catalog

__all__ = ["Words"]


_PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")


class Words:
    """What a template's ``_()``, ``ngettext()``, ``pgettext()`` and ``npgettext()`` print.

    The first of ``catalogs`` that has a message says it, else it stays English. ``escape`` is how the
    medium writes plain text; a value that is markup already stays as it is.
    """

    def __init__(self, catalogs: Sequence[Catalog], escape: Callable[[str], str]) -> None:
        self._escape = escape
        self._said = NullTranslations()
        for catalog in reversed(catalogs):
            translations = GNUTranslations(io.BytesIO(catalog.data))
            translations.add_fallback(self._said)
            self._said = translations

    def functions(self) -> Mapping[str, Callable[..., str]]:
        """The functions by the names that templates, and programs that collect messages, know."""
        return {
            "_": self._one,
            "ngettext": self._counted,
            "pgettext": lambda context, message, **values: self._filled(
                self._said.pgettext(context, message), values
            ),
            "npgettext": lambda context, one, many, num, **values: self._filled(
                self._said.npgettext(context, one, many, num), {"num": num, **values}
            ),
        }

    def _one(self, message: str, **values: object) -> str:
        return self._filled(self._said.gettext(message), values)

    def _counted(self, one: str, many: str, num: int, **values: object) -> str:
        return self._filled(self._said.ngettext(one, many, num), {"num": num, **values})

    def _filled(self, message: str, values: Mapping[str, object]) -> str:
        if not values:
            return message
        if not any(isinstance(value, Markup) for value in values.values()):
            return _PLACEHOLDER.sub(lambda found: _value(found, values), message)
        kept = {
            key: value if isinstance(value, Markup) else self._escape(str(value))
            for key, value in values.items()
        }
        escaped = self._escape(message)
        return Markup(_PLACEHOLDER.sub(lambda found: _value(found, kept), escaped))

    def sentences(self, parts: Iterable[str]) -> Markup:
        """Sentences one after the other, those that are there; no space follows a full-width stop."""
        text = Markup("")
        for part in filter(None, parts):
            space = " " if text and text[-1] not in "。！？" else ""
            text += space + (part if isinstance(part, Markup) else Markup(self._escape(part)))
        return text


def _value(found: re.Match[str], values: Mapping[str, object]) -> str:
    """What is printed for a placeholder; one without a value stays, so that it is seen."""
    return str(values.get(found[1], found[0])) if found[1] else "%"
