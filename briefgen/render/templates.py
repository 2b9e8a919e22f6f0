"""Arrange a document by a template. The only room of Jinja.

Templates may come from a stranger's project: they run in a sandbox, see the document and nothing
else, and their faults become findings at their own lines. What they print is escaped unless a
filter of this module wrote it, in HTML and in Markdown alike.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from functools import cache, partial
from html import unescape
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from jinja2 import (
    BytecodeCache,
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from briefgen.compose.languages import quotation_marks
from briefgen.finding import Finding, Lack
from briefgen.nearest import did_you_mean
from briefgen.place import Place, TextFile
from briefgen.prose import OBJECT, plain
from briefgen.render import screen
from briefgen.render.html import HtmlWriter, titled
from briefgen.render.markdown import MarkdownWriter, escaped, escaped_inside
from briefgen.render.page import Medium, Page, ids, make_page, style_sheets
from briefgen.render.pictures import Pictures, draw_charts, tokens_of
from briefgen.render.words import Words
from briefgen.resources import bundled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from types import CodeType, TracebackType

    from jinja2.bccache import Bucket

    from briefgen.document import Document
    from briefgen.layout import Layout
    from briefgen.prose import Inlines

__all__ = ["SIZE", "compile_bundled", "render_html", "render_markdown"]

SIZE = 20_000_000
"""Characters that a template may print; a long brief has half a million."""

_FACTOR = 10_000
"""Largest number that a template may multiply a text or a list by."""

_MOST_COMPILED = 1_000

_FILTERS = (
    *("inline", "blocks", "plain", "quoted", "sentences"),
    *("heading", "picture", "target", "marked", "cell", "quote"),
)
"""What is added to Jinja's own filters, for pages and for Markdown."""

_TAG = re.compile(r"<[^>]*>")
_CODE_OR_GAP = re.compile(r"(?ms)(^(?:[ >]|[-\d.]+ )*(`{3,})$.*?^[ >]*\2$)|\n{3,}")


def render_markdown(document: Document, layout: Layout) -> tuple[str | None, tuple[Finding, ...]]:
    """The document as Markdown by the template's ``brief.md.j2``; None if the template is at fault."""
    writer = MarkdownWriter(tags=document.citations == "tags")
    words = Words(layout.catalogs, escaped_inside)
    environment = _environment(document, layout, words, _markdown_text)
    environment.filters.update(
        inline=writer.inline, blocks=writer.blocks, cell=writer.cell, quote=_as_block
    )
    text, findings = _rendered(environment, "brief.md.j2", document, layout)
    if text is None:
        return None, findings
    return _CODE_OR_GAP.sub(lambda found: found[1] or "\n\n", text).strip("\n") + "\n", findings


def render_html(
    document: Document, layout: Layout, *, for_print: bool
) -> tuple[Page | None, tuple[Finding, ...]]:
    """The document as an HTML page by ``brief.html.j2``: for the PDF, or to be read on a screen.

    The page for the screen is one file with its styles and images inside. Raises
    :class:`~briefgen.finding.Lack` where a chart needs what this machine has not.
    """
    medium: Medium = "print" if for_print else "screen"
    sheets = style_sheets(document, layout, medium)
    tokens = tokens_of([sheet.file for sheet in sheets])
    charts, faults = draw_charts(document, tokens, inside=not for_print)
    if faults:
        return None, faults
    pictures = Pictures(document, sheets, charts, inside=not for_print)
    words = Words(layout.catalogs, lambda text: str(escape(text)))
    note = words.functions()["_"]("Note")
    leads = {} if for_print else screen.targets(document)
    anchors = {paragraph.anchor for paragraph in document.paragraphs}
    tags = document.citations == "tags"
    writer = HtmlWriter(tags=tags, note=note, targets=leads if tags else {})
    environment = _environment(document, layout, words)
    environment.globals["screen"] = not for_print
    environment.filters.update(
        inline=writer.inline,
        blocks=writer.blocks,
        heading=lambda nodes: titled(writer.inline(nodes)),
        picture=pictures.html,
        target=lambda tag: tag.target if for_print else screen.tag_target(tag, anchors),
        marked=lambda it: writer.inline(it.text) if for_print else screen.marked(it),
    )
    body, findings = _rendered(environment, "brief.html.j2", document, layout)
    if body is not None and not for_print:
        brief = {"body": Markup(body), "there": ids(body)}
        body, findings = _rendered(environment, "shared/screen.html.j2", document, layout, **brief)
        body = screen.once(body) if body is not None else None
    if body is None:
        return None, findings
    script = None if for_print else screen.script()
    elsewhere = {f"note-{number}": anchor for number, anchor in leads.items()}
    return make_page(document, body, sheets, pictures.served, script, elsewhere), findings


class _Environment(ImmutableSandboxedEnvironment):
    """Lets a template read fields of the document, and call what Jinja holds for harmless."""

    intercepted_binops = frozenset(["*", "**"])

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._harmless: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        # All that is asked of the object is what kind it is; a page asks thousands of times.
        asked = type(obj), attr
        if asked not in self._harmless:
            # A path would otherwise read, write and delete files.
            self._harmless[asked] = not isinstance(obj, PurePath) and super().is_safe_attribute(
                obj, attr, value
            )
        return self._harmless[asked] and not (callable(value) and is_dataclass(obj))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        numbers = all(isinstance(side, (int, float)) for side in (left, right))
        factor = min((side for side in (left, right) if isinstance(side, int)), default=0)
        if operator == "**" or (not numbers and factor > _FACTOR):
            raise SecurityError(f"a template may not multiply by more than {_FACTOR:,}")
        return super().call_binop(context, operator, left, right)


class _Compiled(BytecodeCache):
    """Templates as compiled, by name and content: those that documents share are compiled once."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if len(self.kept) >= _MOST_COMPILED:
            self.kept.clear()
        if bucket.code is not None:
            self.kept[bucket.key, bucket.checksum] = bucket.code


@cache
def _compiled(finalize: Callable[[object], Markup] | None) -> _Compiled:
    """One for each way to print."""
    return _Compiled()


class _Code(CodeGenerator):
    """Leaves what a filter makes of a constant to the run: filters know the document."""

    def _output_child_to_const(self, node: nodes.Expr, *rest: Any) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, *rest)


def compile_bundled() -> Iterator[str]:
    """Compile the templates that come with the program, for all documents; yields each one's name.

    Those of pages come first.
    """
    try:
        root = bundled("templates")
    except Lack:  # whoever needs them says so
        return
    files = sorted(root.glob("*/*.j2"))
    for others, finalize in ((".md.j2", None), (".html.j2", _markdown_text)):
        for path in (file for file in files if not file.name.endswith(others)):
            environment = _bare(partial(_at, path), finalize)
            environment.filters.update(dict.fromkeys(_FILTERS, str))
            own = path.name.startswith("brief.")
            name = path.name if own else f"{path.parent.name}/{path.name}"
            environment.get_template(name)
            yield name


def _at(path: Path, _: str) -> tuple[str, str, None]:
    return path.read_text(encoding="utf-8"), str(path), None


def _environment(
    document: Document,
    layout: Layout,
    words: Words,
    finalize: Callable[[object], Markup] | None = None,
) -> _Environment:
    """Knows the files of the layout, and no other."""

    def load(name: str) -> tuple[str, str, None] | None:
        file = layout.file(document.template, name)
        return (file.text, str(file.path), None) if file else None

    environment = _bare(load, finalize)
    environment.globals.update(words.functions())
    opening, closing = quotation_marks(document.language)[:2]
    environment.filters.update(
        plain=_plain,
        quoted=lambda text: _quoted(opening, text, closing),
        sentences=words.sentences,
    )
    return environment


def _bare(
    load: Callable[[str], tuple[str, str, None] | None],
    finalize: Callable[[object], Markup] | None,
) -> _Environment:
    """Without filters of ours; ``load`` gives the text and file of a name."""
    environment = _Environment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=finalize,
        optimized=False,
        bytecode_cache=_compiled(finalize),
        auto_reload=False,
    )
    environment.code_generator_class = _Code
    return environment


def _markdown_text(value: object) -> Markup:
    """What an expression prints in Markdown: text is escaped, what a filter wrote stays."""
    return value if isinstance(value, Markup) else escaped(str(value))


def _as_block(text: Markup) -> Markup:
    """Lines of Markdown as a block quotation."""
    return Markup("\n").join(
        Markup("> {}" if line else ">{}").format(line) for line in text.split("\n")
    )


_MARKS = frozenset("\"'“”‘’")
_BESIDE = "\u202f"


def _quoted(opening: str, text: str, closing: str) -> str:
    """``text`` between quotation marks; a narrow space parts them from its own."""
    bare = unescape(_TAG.sub("", text))
    before = _BESIDE if bare[:1] in _MARKS and opening in _MARKS else ""
    after = _BESIDE if bare[-1:] in _MARKS and closing in _MARKS else ""
    return opening + before + text + after + closing


def _plain(nodes: Inlines) -> str:
    """Text without its dress and its citations."""
    return re.sub(rf" ?{OBJECT}", "", plain(nodes)).strip()


def _rendered(
    environment: _Environment, name: str, document: Document, layout: Layout, **more: object
) -> tuple[str | None, tuple[Finding, ...]]:
    written: list[str] = []
    size = 0
    try:
        for piece in environment.get_template(name).generate(doc=document, **more):
            written.append(piece)
            size += len(piece)
            if size > SIZE:
                raise SecurityError(f"it prints more than {SIZE:,} characters")
    except Exception as error:
        # Whatever a template does wrong, or makes Python do, is its author's to mend.
        return None, (_fault(error, document.template, name, layout),)
    return "".join(written), ()


def _fault(error: Exception, template: str, name: str, layout: Layout) -> Finding:
    files = {str(file.path): file for file in layout.templates.values()}
    file = layout.file(template, name) or TextFile(layout.folder / template / name)
    line = 1
    if isinstance(error, TemplateSyntaxError) and error.filename in files:
        file, line = files[error.filename], error.lineno
    else:
        for file, line in _frames(error.__traceback__, files):  # noqa: B007 - the last one
            pass
    message, hint = _explained(error)
    start = file.starts[min(line, len(file.starts)) - 1]
    indent = len(file.line(line)) - len(file.line(line).lstrip())
    place = Place(file, start + indent, start + len(file.line(line)))
    return Finding("template-error", f"the template `{template}`: {message}", place, hint)


def _frames(
    trace: TracebackType | None, files: Mapping[str, TextFile]
) -> Iterator[tuple[TextFile, int]]:
    """Files and lines of templates in a traceback, which Jinja has translated from its own code."""
    while trace is not None:
        if file := files.get(trace.tb_frame.f_code.co_filename):
            yield file, trace.tb_lineno
        trace = trace.tb_next


_NO_FIELD = re.compile(r"'briefgen\.(\w+)\.(\w+) object' has no attribute '(\w+)'")
_NO_NAME = re.compile(r"'(\w+)' is undefined")


def _explained(error: Exception) -> tuple[str, str]:
    """What is wrong in words, and what to type."""
    if isinstance(error, MemoryError):
        return "it takes more memory than it may", "look for what it repeats or doubles"
    if isinstance(error, RecursionError):
        return "it includes or calls itself without end", "take out the circle"
    if isinstance(error, TemplateNotFound):
        hint = "a template's own files are named alone, shared ones as `shared/...`"
        return f"there is no file `{error.name}`", hint
    reason = str(error) or type(error).__name__
    if found := _NO_FIELD.search(reason):
        module, name, key = found.groups()
        kind = getattr(import_module(f"briefgen.{module}"), name)
        known = [each.name for each in fields(kind)]
        return f"{name} has no field `{key}`", did_you_mean(key, known, "its fields are")
    if found := _NO_NAME.search(reason):
        return f"`{found[1]}` is not defined", "a template sees `doc`, and what it sets or imports"
    return reason, ""
