"""Serve: SPARQL, linked data and pages over HTTP."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from etom_rdf.cli.model_reading import add_inputs, nothing_read, point_to_remarks, read_sources
from etom_rdf.cli.option_types import Seconds, WholeNumber
from etom_rdf.cli.terminal import Commands, print_error
from etom_rdf.errors import EtomError
from etom_rdf.text import Text, Voice

if TYPE_CHECKING:
    from etom_rdf.server.settings import Settings


def add_commands(commands: Commands) -> None:
    """Add the command of this family."""
    say = commands.say
    command = commands.add(
        "serve", serve, example="etom serve examples/operator/model.ttl", has_result=False,
        summary=say(
            "serve the ontology and models: SPARQL, linked data and pages",
            "запустить сервер с онтологией и моделями: SPARQL, связанные данные и страницы",
        ),
        exit_codes=Text(
            en="exit codes: 0 stopped, 2 something could not be read or served",
            ru="коды завершения: 0 остановлено, 2 что-то не удалось прочитать или открыть",
        ),
    )  # fmt: skip
    add_inputs(commands, command, nargs="*")
    _add_place(command, say)
    _add_writing(command, say)
    _add_limits(command, say)


def _add_place(command: argparse.ArgumentParser, say: Voice) -> None:
    command.add_argument(
        "--store", metavar=say("DIR", "КАТАЛОГ"), type=Path,
        help=say("a store made by `etom load`, instead of files", "хранилище, созданное `etom load`, вместо файлов"),
    )  # fmt: skip
    command.add_argument(
        "--host", default="127.0.0.1", metavar=say("HOST", "АДРЕС"),
        help=say(
            "the address to listen at (default: 127.0.0.1, this machine only)",
            "на каком адресе принимать запросы (по умолчанию 127.0.0.1, только эта машина)",
        ),
    )  # fmt: skip
    command.add_argument(
        "--port", type=WholeNumber(say, most=65535, example=8000), default=8000, metavar=say("PORT", "ПОРТ"),
        help=say("the port (default: 8000; 0 is any free one)", "порт (по умолчанию 8000; 0 — любой свободный)"),
    )  # fmt: skip
    command.add_argument(
        "--allow-host", action="append", default=[], metavar=say("NAME", "ИМЯ"),
        help=say("a further name that the server is reached by, for example behind a proxy",
                 "ещё одно имя, по которому обращаются к серверу, например через прокси"),
    )  # fmt: skip
    command.add_argument(
        "--cross-origin", action="store_true",
        help=say("let pages of other sites read the answers (default where --host is not this machine only)",
                 "разрешить страницам других сайтов читать ответы (по умолчанию, если --host доступен извне)"),
    )  # fmt: skip


def _add_writing(command: argparse.ArgumentParser, say: Voice) -> None:
    command.add_argument(
        "--read-write", action="store_true",
        help=say("allow updates to whoever shows the token", "разрешить изменения тому, кто предъявит токен"),
    )  # fmt: skip
    command.add_argument(
        "--token", default="", metavar=say("TOKEN", "ТОКЕН"),
        help=say("the token for updates; better ETOM_TOKEN", "токен для изменений; лучше ETOM_TOKEN"),
    )  # fmt: skip


def _add_limits(command: argparse.ArgumentParser, say: Voice) -> None:
    command.add_argument(
        "--timeout", type=Seconds(say), default=30.0, metavar=say("SECONDS", "СЕКУНДЫ"),
        help=say(
            "how long a query may run before it is stopped (default: 30)",
            "через сколько останавливать запрос (по умолчанию 30)",
        ),
    )  # fmt: skip
    megabytes = WholeNumber(say, least=1, most=1 << 20, example=64)
    command.add_argument(
        "--memory", type=megabytes, default=1024, metavar=say("MB", "МБ"),
        help=say("how much a query may take beside the data (default: 1024)",
                 "сколько памяти сверх данных может занять запрос (по умолчанию 1024)"),
    )  # fmt: skip
    command.add_argument(
        "--max-result", type=megabytes, default=64, metavar=say("MB", "МБ"),
        help=say("how large an answer may be (default: 64)", "сколько может занимать ответ (по умолчанию 64)"),
    )  # fmt: skip
    command.add_argument(
        "--workers", type=WholeNumber(say, least=1, most=256, example=8), default=None, metavar=say("NUMBER", "ЧИСЛО"),
        help=say("how many queries run at a time (default: two a processor core)",
                 "сколько запросов выполнять одновременно (по умолчанию два на ядро процессора)"),
    )  # fmt: skip


def serve(arguments: argparse.Namespace) -> int:
    """Run `etom serve`."""
    if not hasattr(os, "fork"):
        raise EtomError(_NO_FORKS)
    from etom_rdf.server.running import serve as run  # noqa: PLC0415

    settings = _settings(arguments)
    if settings is None:
        return 2
    say = Voice(arguments.lang)
    if not settings.loopback:
        print_error(EtomError(_OPEN), arguments.lang)

    def ready(address: str) -> None:
        lines = [
            say(f"Serving at {address}", f"Сервер работает: {address}"),
            f"SPARQL: {address}sparql",
            say("Stop with Ctrl+C", "Остановить: Ctrl+C"),
        ]
        print("\n".join(lines), file=sys.stderr, flush=True)  # noqa: T201

    run(settings, on_ready=ready)
    return 0


def _settings(arguments: argparse.Namespace) -> "Settings | None":
    """Read the sources; None where files were given and none could be read."""
    from etom_rdf.server.execution.sources import Directory, Snapshot  # noqa: PLC0415
    from etom_rdf.server.settings import MEGABYTE, Limits, Settings  # noqa: PLC0415

    token = _token(arguments)
    model = None
    source: Directory | Snapshot
    if arguments.store is not None:
        if arguments.files:
            raise EtomError(_BOTH)
        source = Directory.of(arguments.store)
    else:
        model = read_sources(arguments).model if arguments.files else None
        if model is not None and nothing_read(model):
            return None
        if model is not None:
            point_to_remarks(len(model.remarks), arguments)
        source = Snapshot.of(() if model is None else model.documents)
    limits = Limits(
        seconds=arguments.timeout,
        memory=arguments.memory * MEGABYTE,
        result=arguments.max_result * MEGABYTE,
        **({} if arguments.workers is None else {"workers": arguments.workers}),
    )
    return Settings(
        source, arguments.host, arguments.port, limits,
        token=token,
        language=arguments.lang,
        cross_origin=arguments.cross_origin,
        hosts=tuple(arguments.allow_host),
        model=model,
    )  # fmt: skip


def _token(arguments: argparse.Namespace) -> str | None:
    if not arguments.read_write:
        if arguments.token:
            raise EtomError(_NO_WRITING)
        return None
    token: str = arguments.token or os.environ.get("ETOM_TOKEN", "")
    if not token:
        raise EtomError(_NO_TOKEN)
    return token


_OPEN = Text(
    en="other machines can reach this server, and there is no encryption; see docs/serving.md",
    ru="этот сервер доступен с других машин, и шифрования нет; см. docs/serving.md",
)
_BOTH = Text(
    en="files and --store are given; name one of them, or load the files into the store with etom load",
    ru="указаны и файлы, и --store; оставьте что-то одно или загрузите файлы в хранилище командой etom load",
)
_NO_TOKEN = Text(
    en="--read-write needs a token; set ETOM_TOKEN to a long random word",
    ru="для --read-write нужен токен; присвойте ETOM_TOKEN длинное случайное слово",
)
_NO_FORKS = Text(
    en="serving needs Unix, whose processes can be forked; run it there, for example under WSL",
    ru="для работы сервера нужна система Unix, где процессы умеют делать fork; запустите его там, например в WSL",
)
_NO_WRITING = Text(
    en="--token is for --read-write; add that or leave the token out",
    ru="--token нужен для --read-write; добавьте его или уберите токен",
)
