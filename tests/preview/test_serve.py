"""Who is let in: the page itself, on this machine, with the token. All others are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from briefgen.bounds import USUAL
from briefgen.preview.desk import Desk
from briefgen.preview.serve import application
from briefgen.produce import Product
from tests.forge import make, project
from tests.preview.desks import Idle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

PORT = 8321
HOME = f"http://127.0.0.1:{PORT}"
TOKEN = "a-token-of-32-characters-or-so.."
PATHS = [
    "/",
    "/preview.js",
    "/preview.css",
    "/events",
    "/document?audience=desk",
    "/pdf?audience=desk",
    "/page?audience=desk&number=1",
    "/seeds",
    "/seed?id=port",
    "/search?words=lane",
    "/passage?seed=port&from=2:0&to=2:40",
]


@pytest.fixture(scope="module")
def guest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Somebody without a cookie, at a preview that runs; its press sets one PDF."""
    folder = tmp_path_factory.mktemp("served")
    pdf = make(folder / "made", "desk").pdf

    class Press(Idle):
        def submit(
            self, fn: Callable[..., object], /, *args: object, **kw: object
        ) -> Future[object]:
            future = super().submit(fn, *args)
            future.set_result(Product({f"{self.names()[-1]}.pdf": pdf}, (), 2))
            return future

    desk = Desk(project(folder / "brief"), USUAL, Press())
    with TestClient(application(desk, TOKEN, PORT), base_url=HOME) as client:
        wait_for_pages(client)
        client.cookies.clear()
        yield client


def wait_for_pages(client: TestClient) -> None:
    """Until the first draft is there, and a PDF."""
    client.get(f"/?token={TOKEN}")
    for _ in range(600):
        if client.get("/page?audience=desk&number=1").status_code == 200:
            return
        client.portal.call(pause)  # type: ignore[union-attr]
    raise AssertionError("no page was set")


async def pause() -> None:
    import asyncio

    await asyncio.sleep(0.05)


@pytest.fixture
def owner(guest: TestClient) -> Iterator[TestClient]:
    """Who opened the address that was printed."""
    assert guest.get(f"/?token={TOKEN}").status_code == 200
    yield guest
    guest.cookies.clear()


@pytest.mark.parametrize("path", PATHS)
def test_without_the_token_nothing_is_told(guest: TestClient, path: str) -> None:
    for headers in ({}, {"Cookie": f"briefgen-{PORT}=x"}, {"Cookie": f"briefgen-1={TOKEN}"}):
        answer = guest.get(path, headers=headers)
        assert answer.status_code == 403
        assert "open the address" in answer.text
    assert guest.get(f"{path.split('?')[0]}?token={TOKEN[:-1]}").status_code == 403
    assert "set-cookie" not in answer.headers


def test_the_token_opens_the_page_alone_and_is_kept_from_scripts(guest: TestClient) -> None:
    assert guest.get(f"/seeds?token={TOKEN}").status_code == 403
    answer = guest.get(f"/?token={TOKEN}")
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith(f"briefgen-{PORT}={TOKEN}".lower())
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "domain" not in cookie
    guest.cookies.clear()


@pytest.mark.parametrize("path", [path for path in PATHS if path != "/events"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": f"evil.example:{PORT}"},
        {"Host": "127.0.0.1"},
        {"Host": f"127.0.0.1:{PORT}.evil.example"},
        {"Host": f"127.0.0.1.evil.example:{PORT}"},
        {"Host": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_is_refused_even_with_the_cookie(
    owner: TestClient, path: str, headers: dict[str, str]
) -> None:
    answer = owner.get(path, headers=headers)
    assert answer.status_code in (403, 421)
    assert "harbor" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_nothing_can_be_changed(owner: TestClient, method: str) -> None:
    assert owner.request(method, "/").status_code == 405


def test_there_are_no_web_sockets(owner: TestClient) -> None:
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), owner.websocket_connect("/events"):
        pass


@pytest.mark.parametrize("path", [path for path in PATHS if path != "/events"])
def test_every_answer_forbids_what_it_does_not_need(owner: TestClient, path: str) -> None:
    answer = owner.get(path)
    assert answer.status_code == 200
    headers = answer.headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe-eval" not in policy
    if path.startswith("/document"):
        assert "script-src" not in policy
        assert "allow-scripts" not in policy
        assert "frame-ancestors 'self'" in policy
    else:
        assert "unsafe-inline" not in policy
        assert "frame-ancestors 'none'" in policy


def test_the_page_holds_no_script_or_style_of_its_own(owner: TestClient) -> None:
    page = owner.get("/").text
    assert "onclick" not in page
    assert "<style" not in page
    assert "style=" not in page
    assert page.count("<script") == page.count('<script src="/preview.js"') == 1


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml",
        "/static/preview.js",
        "/preview.html",
        "/seed?id=../sources.yaml",
        "/seed?id=/etc/passwd",
        "/document?audience=../desk",
        "/page?audience=desk&number=99999",
        "/page?audience=desk&number=-1",
        "/page?audience=desk&number=x",
        "/passage?seed=port&from=1&to=2:3",
        "/passage?seed=port&from=1:0&to=%C2%B2:3",
        "/passage?seed=nobody&from=1:0&to=2:3",
    ],
)
def test_no_request_names_a_file(owner: TestClient, path: str) -> None:
    assert owner.get(path).status_code == 404


def test_what_the_page_asks_for(owner: TestClient) -> None:
    assert "The harbor opens again" in owner.get("/document?audience=desk").text
    assert owner.get("/pdf?audience=desk").content.startswith(b"%PDF")
    assert owner.get("/page?audience=desk&number=1").content.startswith(b"\x89PNG")
    assert [one["id"] for one in owner.get("/seeds").json()] == ["port", "gazette"]
    assert (
        owner.get("/seed?id=port").json()["paragraphs"][0]["pieces"][0]["text"]
        == "Harbor talks end"
    )
    assert owner.get("/search?words=night").json()["hits"][0]["paragraph"] == 3
    made = owner.get("/passage?seed=gazette&from=3:0&to=3:40").json()
    assert made["entry"].startswith("      fishing-villages-along:\n        seed: gazette\n")
    refused = owner.get("/passage?seed=gazette&from=3:0&to=3:9").json()
    assert refused["message"].startswith("fewer than three words")
    assert "entry" not in refused
