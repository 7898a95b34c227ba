"""Let commands work on a store: the options that say which, and how to reach it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from etom_rdf.cli.option_types import Seconds
from etom_rdf.cli.terminal import Commands
from etom_rdf.errors import EtomError
from etom_rdf.text import Text

if TYPE_CHECKING:
    from etom_rdf.stores import Store


def add_store_options(
    commands: Commands, command: ArgumentParser, *, required: bool = False, timeout: float = 60.0
) -> None:
    """Add --store and --endpoint, one of which may be given, and what goes with them."""
    say = commands.say
    place = command.add_mutually_exclusive_group(required=required)
    place.add_argument(
        "--store", metavar=say("DIR", "КАТАЛОГ"), type=Path,
        help=say("a store in a directory, made by `etom load`", "хранилище в каталоге, созданное `etom load`"),
    )  # fmt: skip
    place.add_argument(
        "--endpoint", metavar="URL",
        help=say("a server: the URL that takes queries", "сервер: адрес для запросов"),
    )  # fmt: skip
    command.add_argument(
        "--user", metavar=say("NAME[:PASSWORD]", "ИМЯ[:ПАРОЛЬ]"), default="",
        help=say(
            "for Basic or Digest; better ETOM_USER and ETOM_PASSWORD, or netrc, which nobody else sees",
            "для Basic или Digest; лучше ETOM_USER и ETOM_PASSWORD либо netrc: их никто не увидит",
        ),
    )  # fmt: skip
    command.add_argument(
        "--token", metavar=say("TOKEN", "ТОКЕН"), default="",
        help=say("a bearer token; better ETOM_TOKEN", "токен Bearer; лучше ETOM_TOKEN"),
    )  # fmt: skip
    command.add_argument(
        "--timeout", metavar=say("SECONDS", "СЕКУНДЫ"), type=Seconds(say), default=timeout,
        help=say(
            f"how long the server may be silent (default: {timeout:g})",
            f"сколько ждать молчащий сервер (по умолчанию {timeout:g})",
        ),
    )  # fmt: skip


def add_graphs(commands: Commands, command: ArgumentParser) -> None:
    """Add --graph for reading: which graphs of a server count."""
    say = commands.say
    command.add_argument(
        "--graph", metavar="IRI", action="append", default=[], dest="graphs",
        help=say(
            "of the server, take only this graph, and others given so (default: its default graph)",
            "взять с сервера только этот граф и другие, указанные так же (по умолчанию — его граф по умолчанию)",
        ),
    )  # fmt: skip


@contextmanager
def opened_store(arguments: Namespace) -> "Iterator[Store | None]":
    """Open the store that the arguments name; None where they name none.

    Raises EtomError for --graph without --endpoint, StoreError for what cannot be opened.
    """
    graphs = tuple(arguments.graphs)
    if graphs and arguments.endpoint is None:
        raise EtomError(
            Text(
                en="--graph chooses among the graphs of a server, and a directory or files count as a whole; add "
                "--endpoint URL, or leave --graph out: a query of your own may name graphs with GRAPH, and a file "
                "can be validated by itself",
                ru="--graph выбирает графы сервера, а каталог и файлы берутся целиком; добавьте --endpoint URL или "
                "уберите --graph: собственный запрос может назвать графы через GRAPH, а файл можно проверить отдельно",
            )
        )
    store = _store(arguments, graphs)
    try:
        yield store
    finally:
        if store is not None:
            store.close()


def _store(arguments: Namespace, graphs: tuple[str, ...]) -> "Store | None":
    if arguments.store is None and arguments.endpoint is None:
        return None
    from etom_rdf.stores import open_directory, open_endpoint  # noqa: PLC0415

    if arguments.store is not None:
        return open_directory(arguments.store)
    from etom_rdf.stores.credentials import find_credentials  # noqa: PLC0415

    url = arguments.endpoint
    credentials = find_credentials(url, user=arguments.user, token=arguments.token)
    return open_endpoint(url, graphs=graphs, credentials=credentials, timeout=arguments.timeout)
