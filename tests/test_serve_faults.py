"""Whoever is killed, the others go on or end cleanly."""

import os
import signal
import threading
from pathlib import Path

import httpx
import pytest
from servers import EtomServer, etom_server, eventually

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_PATIENCE = 30.0


def ask(server: EtomServer, query: str) -> httpx.Response:
    return httpx.get(f"{server.address}sparql", params={"query": query}, timeout=60)


def in_background(server: EtomServer, query: str) -> tuple[threading.Thread, list[int]]:
    statuses: list[int] = []
    thread = threading.Thread(target=lambda: statuses.append(ask(server, query).status_code))
    thread.start()
    return thread, statuses


def test_a_worker_that_is_killed_fails_its_query_alone(tmp_path: Path) -> None:
    with etom_server(tmp_path) as running:
        thread, statuses = in_background(running, ENDLESS)
        eventually(lambda: len(running.children()) == 2)
        os.kill(running.children()[1], signal.SIGKILL)
        thread.join()
        assert statuses == [503]
        assert ask(running, "ASK {}").json()["boolean"] is True


def test_a_worker_that_is_killed_at_rest_is_not_missed(tmp_path: Path) -> None:
    with etom_server(tmp_path) as running:
        for number in range(3):
            assert ask(running, f"ASK {{ FILTER({number} < 9) }}").json()["boolean"] is True
            os.kill(running.children()[1], signal.SIGKILL)


@pytest.mark.parametrize("whom", [slice(0, 1), slice(None)], ids=["keeper", "all"])
def test_a_keeper_that_is_killed_is_replaced_with_the_data_as_they_were(tmp_path: Path, whom: slice) -> None:
    with etom_server(tmp_path, token="token") as running:
        update = {"update": "INSERT DATA { <urn:s> <urn:p> 1 }"}
        httpx.post(
            f"{running.address}sparql", data=update, headers={"Authorization": "Bearer token"}, timeout=60
        )
        assert ask(running, "ASK {}").json()["boolean"] is True
        for process in running.children()[whom]:
            os.kill(process, signal.SIGKILL)
        answers = [ask(running, f"ASK {{ ?s <urn:p> ?o FILTER({number} < 9) }}") for number in range(3)]
        assert [answer.json().get("boolean") for answer in answers] == [True, True, True]


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_server_that_is_told_to_stop_leaves_nobody_behind(tmp_path: Path, sign: signal.Signals) -> None:
    with etom_server(tmp_path) as running:
        thread, _ = in_background_quietly(running)
        eventually(lambda: len(running.children()) == 2)
        children = running.everyone()
        running.process.send_signal(sign)
        assert running.process.wait(_PATIENCE) == 0
        eventually(lambda: not any(map(exists, children)))
        thread.join()
        assert "Traceback" not in running.log.read_text()


def test_a_server_that_is_killed_leaves_nobody_behind(tmp_path: Path) -> None:
    with etom_server(tmp_path, "--timeout", "1") as running:
        thread, _ = in_background_quietly(running)
        eventually(lambda: len(running.children()) == 2)
        children = running.everyone()
        running.process.kill()
        eventually(lambda: not any(map(exists, children)))
        thread.join()


def in_background_quietly(server: EtomServer) -> tuple[threading.Thread, None]:
    def run() -> None:
        try:
            ask(server, ENDLESS)
        except httpx.TransportError:
            return

    thread = threading.Thread(target=run)
    thread.start()
    return thread, None


def exists(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_long_name_of_the_temporary_folder_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    with etom_server(tmp_path) as running:
        answer = httpx.post(
            f"{running.address}api/validate?name=a.ttl", content=b"<urn:a> <urn:b> 1 .", timeout=60
        )
        assert answer.status_code == 200
        assert ask(running, "ASK {}").json()["boolean"] is True
