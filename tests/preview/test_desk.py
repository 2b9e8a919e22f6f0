"""What is shown while an outline is being written: each save seen, the last good page kept."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from briefgen.cite.csl import find_style
from briefgen.press.press import Exhausted
from briefgen.preview.state import findings, state
from briefgen.produce import Product
from tests.forge import OUTLINE, PORT, SOURCES, project
from tests.preview.desks import Idle, at_desk, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefgen.preview.desk import Desk


def html(desk: Desk, audience: str = "desk") -> str:
    good = desk.views[audience].good
    assert good is not None
    assert good.html is not None
    return good.html


def told(desk: Desk) -> list[dict[str, Any]]:
    """The findings as the page is told them."""
    return findings(desk.all_findings())


def test_the_first_draft_is_all_there(tmp_path: Path) -> None:
    async def act(desk: Desk, press: Idle) -> None:
        now = state(desk)
        assert [one["name"] for one in now["audiences"]] == ["desk", "minister"]
        assert now["phase"] == "done"
        assert not now["broken"]
        assert all(one["version"] and one["words"] for one in now["audiences"])
        assert "The harbor opens again" in html(desk)
        assert "…</li>" not in html(desk)
        await until(desk, lambda: len(press.orders) == 1)

    at_desk(project(tmp_path), act)


def in_place(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def by_renaming(path: Path, text: str) -> None:
    """As VS Code, git and this program write: whole, then in the place of the old one."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, "utf-8")
    os.replace(beside, path)


def as_vim(path: Path, text: str) -> None:
    """The old file is moved aside, a new one written, the old one deleted."""
    aside = path.with_name(f"{path.name}~")
    os.rename(path, aside)
    path.write_text(text, "utf-8")
    aside.unlink()


@pytest.mark.parametrize("save", [in_place, by_renaming, as_vim])
def test_a_save_is_seen_however_the_editor_saves(
    tmp_path: Path, save: Callable[[Path, str], None]
) -> None:
    path = project(tmp_path)

    async def act(desk: Desk, press: Idle) -> None:
        for words in ("a second report", "a third report"):
            save(path, OUTLINE.replace("a report", words))
            await until(desk, lambda: desk.phase == "done" and words in html(desk))  # noqa: B023

    at_desk(path, act)


def test_a_broken_outline_keeps_the_last_good_page(tmp_path: Path) -> None:
    path = project(tmp_path)

    async def act(desk: Desk, press: Idle) -> None:
        before = html(desk)
        for text in (
            OUTLINE + "  broken: [",
            OUTLINE.replace('"call the plan', '"call this plan').replace("Who pays", "Who?"),
            "",
        ):
            path.write_text(text, "utf-8")
            await until(desk, lambda: desk.broken)
            assert html(desk) == before
            assert state(desk)["broken"]
            errors = [one for one in told(desk) if one["severity"] == "error"]
            assert errors[0]["where"].endswith(
                f"harbor.yaml:{errors[0]['line']}:{errors[0]['column']}"
            )
            path.write_text(OUTLINE, "utf-8")
            await until(desk, lambda: desk.phase == "done" and not desk.broken)
        path.unlink()
        await until(desk, lambda: desk.broken)
        assert [one["rule"] for one in told(desk)] == ["missing-file"]
        path.write_text(OUTLINE.replace("a report", "another report"), "utf-8")
        await until(desk, lambda: "another report" in html(desk))

    at_desk(path, act)


def test_what_is_wrong_for_one_audience_does_not_stop_the_other(tmp_path: Path) -> None:
    path = project(tmp_path)
    body = "default: The lane is shut.\n      desk: The lane is shut [@nowhere]."
    broken = OUTLINE.replace(
        'body: |\n      Cargo goes "unchecked for thirty days" according to insurers [@gift].',
        f"body:\n      {body}",
    )

    async def act(desk: Desk, press: Idle) -> None:
        path.write_text(broken, "utf-8")
        await until(desk, lambda: desk.phase == "done" and "is shut" in html(desk, "minister"))
        assert desk.views["desk"].broken
        assert not desk.views["minister"].broken
        assert "is shut" not in html(desk)
        assert not desk.broken

    at_desk(path, act)


def test_sources_templates_and_what_is_extended_are_watched(tmp_path: Path) -> None:
    project(tmp_path)
    short = tmp_path / "briefs" / "short.yaml"
    short.write_text("extends: harbor.yaml\ntitle: Shorter\n", "utf-8")
    seeds = tmp_path / "seeds"

    async def act(desk: Desk, press: Idle) -> None:
        (tmp_path / "briefs" / "harbor.yaml").write_text(OUTLINE.replace("Who pays", "The bill"))
        await until(desk, lambda: desk.phase == "done" and "The bill" in html(desk))
        (seeds / "sources.yaml").write_text(SOURCES.replace("in a deal", "in an accord"))
        await until(desk, lambda: desk.phase == "done" and "in an accord" in html(desk))
        (seeds / "port.txt").write_text(PORT.replace("smugglers", "traders"))
        await until(desk, lambda: desk.broken)
        (seeds / "port.txt").unlink()
        await until(desk, lambda: any(f.rule == "missing-file" for f in desk.findings))
        (seeds / "port.txt").write_text(PORT)
        await until(desk, lambda: desk.phase == "done" and not desk.broken)
        own = tmp_path / "briefs" / "templates" / "committee"
        own.mkdir(parents=True)
        (own / "brief.html.j2").write_text("<p>my own template: {{ doc.title_text }}</p>")
        # A folder that is new is seen, what is written into it a moment later too.
        await until(desk, lambda: "my own template" in html(desk))
        (own / "brief.html.j2").write_text("<p>yet another: {{ doc.title_text }}</p>")
        await until(desk, lambda: "yet another" in html(desk))

    at_desk(short, act)


def test_a_folder_that_was_put_back_is_watched(tmp_path: Path) -> None:
    path = project(tmp_path)

    async def act(desk: Desk, press: Idle) -> None:
        shutil.move(tmp_path / "seeds", tmp_path / "aside")
        await until(desk, lambda: desk.broken)
        shutil.move(tmp_path / "aside", tmp_path / "seeds")
        await until(desk, lambda: desk.phase == "done" and not desk.broken)
        (tmp_path / "seeds" / "sources.yaml").write_text(SOURCES.replace("a deal", "an accord"))
        await until(desk, lambda: "an accord" in html(desk))

    at_desk(path, act)


def test_audiences_come_and_go(tmp_path: Path) -> None:
    path = project(tmp_path)

    async def act(desk: Desk, press: Idle) -> None:
        assert desk.show("minister")
        assert desk.show("nobody") is None
        path.write_text(OUTLINE.replace("  minister: {template: one-page}\n", ""), "utf-8")
        await until(desk, lambda: desk.phase == "done" and list(desk.views) == ["desk"])
        assert desk.shown == "desk"
        path.write_text(OUTLINE[: OUTLINE.index("audiences:")], "utf-8")
        await until(desk, lambda: desk.phase == "done" and list(desk.views) == [""])
        assert html(desk, "")

    at_desk(path, act)


def test_a_citation_that_is_new_has_a_stand_in_until_pandoc_is_done(tmp_path: Path) -> None:
    path = project(tmp_path, OUTLINE.replace("{template: committee}", "{template: full}"))

    async def act(desk: Desk, press: Idle) -> None:
        phases = []
        outline = path.read_text("utf-8").replace("this year.", "this year [see @survey].")
        path.write_text(outline, "utf-8")

        def holds() -> bool:
            phases.append((desk.phase, ">…" in html(desk)))
            return desk.phase == "done" and len(phases) > 2

        await until(desk, holds)
        assert ("citing", True) in phases
        assert phases[-1] == ("done", False)

    at_desk(path, act)


def test_pages_are_set_for_who_is_shown_first_and_only_when_they_change(tmp_path: Path) -> None:
    path = project(tmp_path)

    async def act(desk: Desk, press: Idle) -> None:
        await until(desk, lambda: press.names() == ["harbor-desk"])
        desk.show("minister")
        press.futures[0].set_result(Product({"harbor-desk.pdf": b""}, (), 3))
        await until(desk, lambda: press.names() == ["harbor-desk", "harbor-minister"])
        assert desk.views["desk"].setting == "failed"  # no bytes are no PDF
        press.futures[1].set_exception(Exhausted())
        await until(desk, lambda: desk.views["minister"].setting == "failed")
        assert "more time or memory" in state(desk)["audiences"][1]["why"]
        path.write_text(OUTLINE + "# a comment\n", "utf-8")
        number = desk.number
        await until(desk, lambda: desk.phase == "done" and desk.number > number + 1)
        assert len(press.orders) == 2
        path.write_text(OUTLINE.replace("a report", "another report"), "utf-8")
        await until(desk, lambda: len(press.orders) == 3)
        assert press.names()[2] == "harbor-minister"

    at_desk(path, act)


def test_an_edited_citation_style_is_seen(tmp_path: Path) -> None:
    path = project(tmp_path, f"citations: house.csl\n{OUTLINE}")
    style = path.parent / "house.csl"
    text = find_style("chicago-notes-bibliography", ()).data.decode()
    style.write_text(text, "utf-8")

    async def act(desk: Desk, press: Idle) -> None:
        assert "<style/>" not in html(desk)
        style.write_text("<style/>", "utf-8")
        await until(desk, lambda: desk.broken)
        assert any("house.csl" in one["message"] for one in told(desk))

    at_desk(path, act)
