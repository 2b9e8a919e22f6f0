"""What is shown while an outline is being written: each save seen, the last good page kept."""

from __future__ import annotations

import asyncio
import os
import shutil
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from briefgen.cite.csl import find_style
from briefgen.press.press import Exhausted
from briefgen.preview.draft import Draft, Drafter
from briefgen.preview.state import findings, state
from briefgen.preview.watch import Watch
from briefgen.produce import Product
from briefgen.render.html import HELD
from tests.forge import OUTLINE, PORT, SOURCES, project
from tests.preview.desks import Idle, at_desk, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from watchfiles import Change

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
        await until(desk, lambda: press.names() == ["harbor-desk", "harbor-minister"])

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


SHUT = f"is{HELD}shut"


def test_what_is_wrong_for_one_audience_does_not_stop_the_other(tmp_path: Path) -> None:
    path = project(tmp_path)
    body = "default: The lane is shut.\n      desk: The lane is shut [@nowhere]."
    broken = OUTLINE.replace(
        'body: |\n      Cargo goes "unchecked for thirty days" according to insurers [@gift].',
        f"body:\n      {body}",
    )

    async def act(desk: Desk, press: Idle) -> None:
        path.write_text(broken, "utf-8")
        await until(desk, lambda: desk.phase == "done" and SHUT in html(desk, "minister"))
        assert desk.views["desk"].broken
        assert not desk.views["minister"].broken
        assert SHUT not in html(desk)
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


def test_pages_of_who_is_shown_do_not_wait_for_the_others(tmp_path: Path) -> None:
    clerk = "  clerk: {template: one-page}\n"
    path = project(tmp_path, OUTLINE.replace("  minister:", f"{clerk}  minister:"))

    async def act(desk: Desk, press: Idle) -> None:
        await until(desk, lambda: press.names() == ["harbor-desk", "harbor-clerk"])
        desk.show("minister")
        press.futures[0].set_result(Product({"harbor-desk.pdf": b""}, (), 3))
        await until(desk, lambda: press.names()[2:] == ["harbor-minister"])
        assert desk.views["desk"].setting == "failed"  # no bytes are no PDF
        assert desk.views["clerk"].setting == "setting"
        press.futures[2].set_exception(Exhausted())
        await until(desk, lambda: desk.views["minister"].setting == "failed")
        assert "more time or memory" in state(desk)["audiences"][2]["why"]

    at_desk(path, act)


def test_pages_are_set_again_only_when_they_change(tmp_path: Path) -> None:
    path = project(tmp_path)

    async def act(desk: Desk, press: Idle) -> None:
        await until(desk, lambda: press.names() == ["harbor-desk", "harbor-minister"])
        for name, future in zip(press.names(), press.futures, strict=True):
            future.set_result(Product({f"{name}.pdf": b""}, (), 3))
        await until(desk, lambda: all(v.setting == "failed" for v in desk.views.values()))
        path.write_text(OUTLINE + "# a comment\n", "utf-8")
        number = desk.number
        await until(desk, lambda: desk.phase == "done" and desk.number > number + 1)
        assert len(press.orders) == 2
        path.write_text(OUTLINE.replace("a report", "another report"), "utf-8")
        await until(desk, lambda: len(press.orders) == 4)
        desk.show("minister")
        path.write_text(OUTLINE.replace("a report", "a third report"), "utf-8")
        await until(desk, lambda: desk.phase == "done" and "a third report" in html(desk))
        # What was being set is of an earlier save; it is set again by whoever it is for now.
        press.futures[3].set_result(Product({"harbor-minister.pdf": b""}, (), 3))
        await until(desk, lambda: press.names()[4:] == ["harbor-minister"])

    at_desk(path, act)


def test_a_save_is_drafted_though_the_one_before_it_is_not_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project(tmp_path)
    rest, counts = Drafter.rest, Watch._counts
    noticed = Event()
    steps: list[int] = []

    def noticing(watch: Watch, change: Change, name: str) -> bool:
        noticed.set()
        return counts(watch, change, name)

    async def act(desk: Desk, press: Idle) -> None:
        def interrupted(drafter: Drafter, first: Draft) -> Iterator[Draft]:
            for number, draft in enumerate(rest(drafter, first)):
                if "second" in html(desk):
                    # The rules have looked at it when it is saved again.
                    steps.append(number)
                    noticed.clear()
                    path.write_text(OUTLINE.replace("a report", "a third report"), "utf-8")
                    assert noticed.wait(60)
                yield draft

        monkeypatch.setattr(Drafter, "rest", interrupted)
        path.write_text(OUTLINE.replace("a report", "a second report"), "utf-8")
        await until(desk, lambda: desk.phase == "done" and "a third report" in html(desk))
        # Of the second report nothing was made but the page that was on show.
        assert steps == [0]

    monkeypatch.setattr(Watch, "_counts", noticing)
    at_desk(path, act)


def test_what_was_found_stays_until_the_rules_have_looked_again(tmp_path: Path) -> None:
    path = project(tmp_path)

    async def act(desk: Desk, press: Idle) -> None:
        assert "unused-paragraph" in {finding.rule for finding in desk.findings}
        path.write_text(OUTLINE.replace("a report", "another report"), "utf-8")
        phases = []

        def holds() -> bool:
            phases.append(desk.phase)
            assert "unused-paragraph" in {finding.rule for finding in desk.findings}
            return desk.phase == "done" and "another report" in html(desk)

        await until(desk, holds)
        assert "checking" in phases

    at_desk(path, act)


def test_who_has_gone_is_forgotten(tmp_path: Path) -> None:
    async def act(desk: Desk, press: Idle) -> None:
        heard: asyncio.Queue[int] = asyncio.Queue()

        async def listen() -> None:
            async for number in desk.states():
                heard.put_nowait(number)

        listeners = [asyncio.create_task(listen()) for _ in range(3)]
        for _ in listeners:
            await heard.get()
        assert len(desk._handed) >= 3
        for listener in listeners:
            listener.cancel()
        await asyncio.gather(*listeners, return_exceptions=True)
        assert not desk._handed

    at_desk(project(tmp_path), act)


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
