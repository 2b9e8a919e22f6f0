"""What WeasyPrint 70 leaves out of a tagged PDF, put in before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["finish"]


def finish(weasyprint: ModuleType, pages: Any, pdf: Any, *, dated: bool) -> None:
    """Complete ``pdf``, made of the laid-out ``pages``; without ``dated`` it shall have no dates."""
    pydyf = weasyprint.pdf.pydyf
    for item in [each for each in pdf.objects if isinstance(each, dict)]:
        if item.get("S") == "/TH":
            _scope(pdf, item)
        elif item.get("S") == "/LI":
            _body(pydyf, pdf, item)
    _link_texts(pydyf, pages)
    if not dated:
        _undated(pdf)


def _scope(pdf: Any, header: Any) -> None:
    """Say whether a header cell heads its row or its column (ISO 14289-1, 7.5)."""
    row = _object(pdf, header["P"])
    group = _object(pdf, row["P"])["S"]
    header["A"]["Scope"] = "/Row" if group == "/TBody" else "/Column"


def _body(pydyf: Any, pdf: Any, item: Any) -> None:
    """Put what stands beside a list item's label into a body (ISO 32000-1, 14.8.4.3.3)."""
    kinds = {kid: _object(pdf, kid)["S"] for kid in item["K"]}
    loose = [kid for kid, kind in kinds.items() if kind not in ("/Lbl", "/LBody")]
    if not loose:
        return
    body = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/LBody",
            "K": pydyf.Array(loose),
            "Pg": item["Pg"],
            "P": item.reference,
        }
    )
    pdf.add_object(body)
    for kid in loose:
        _object(pdf, kid)["P"] = body.reference
    kept = [kid for kid in item["K"] if kid not in loose]
    item["K"] = pydyf.Array([*kept, body.reference])


def _link_texts(pydyf: Any, pages: Any) -> None:
    """Say where each link leads in words (ISO 14289-1, 7.18.5): WeasyPrint gives the bare address."""
    for page in pages.pages:
        for kind, _target, _rectangle, box in page.links:
            if kind in ("internal", "external") and box.link_annotation:
                label = box.element.get("aria-label") or " ".join(box.element.itertext())
                if text := " ".join(label.split()):
                    box.link_annotation["Contents"] = pydyf.String(text)


def _undated(pdf: Any) -> None:
    for item in pdf.objects:
        extra = getattr(item, "extra", None) or {}
        if extra.get("Type") == "/EmbeddedFile":
            for key in ("CreationDate", "ModDate"):
                extra["Params"].pop(key, None)


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
