"""Fill stores: load."""

import argparse
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from etom_rdf.cli.output import write
from etom_rdf.cli.store_options import add_store_options
from etom_rdf.cli.terminal import Commands
from etom_rdf.errors import EtomError, InputError
from etom_rdf.text import Language, Text, Voice, plural

if TYPE_CHECKING:
    from etom_rdf.stores.transfer import Server

_WIDTH = 30
_EVERY = 0.2  # seconds between two pictures of the bar


def add_commands(commands: Commands) -> None:
    """Add the command of this family."""
    say = commands.say
    command = commands.add(
        "load", load, example="etom load --store build/store examples/operator/model.ttl",
        summary=say(
            "load models and the ontology into a store, in a directory or on a server",
            "загрузить модели и онтологию в хранилище: в каталог или на сервер",
        ),
    )  # fmt: skip
    command.add_argument(
        "files", metavar=say("FILE", "ФАЙЛ"), nargs="*",
        help=say(
            "models in RDF; large ones best as N-Triples, which are read as a stream",
            "модели в RDF; большие лучше в N-Triples: они читаются потоком",
        ),
    )  # fmt: skip
    command.add_argument(
        "--graph", metavar="IRI",
        help=say(
            "the graph that the files replace; required for a server, in a directory each file has its own",
            "граф, который заменят файлы; для сервера обязателен, в каталоге у каждого файла свой",
        ),
    )  # fmt: skip
    _add_ways_to_servers(command, say)
    add_store_options(commands, command, required=True, timeout=300.0)


def _add_ways_to_servers(command: argparse.ArgumentParser, say: Voice) -> None:
    command.add_argument(
        "--ontology", action="store_true",
        help=say(
            "load the ontology onto the server as well, into the graph https://w3id.org/etom/ns/",
            "загрузить на сервер и онтологию — в граф https://w3id.org/etom/ns/",
        ),
    )  # fmt: skip
    command.add_argument(
        "--graph-store", metavar="URL",
        help=say(
            "the server's URL for the Graph Store Protocol: replaces the graph at once, not in chunks",
            "адрес сервера для Graph Store Protocol: граф заменяется сразу, а не по частям",
        ),
    )  # fmt: skip
    command.add_argument(
        "--update", metavar="URL",
        help=say(
            "the server's URL for updates (default: that of --endpoint)",
            "адрес сервера для изменений (по умолчанию тот же, что --endpoint)",
        ),
    )  # fmt: skip


def load(arguments: argparse.Namespace) -> int:
    """Run `etom load`."""
    try:
        write(_loaded(arguments), arguments.output)
    except InputError as error:
        if error.file not in arguments.files:
            raise
        from etom_rdf.cli.other_kinds import pointing_to_import  # noqa: PLC0415

        raise pointing_to_import(error) from None
    return 0


def _loaded(arguments: argparse.Namespace) -> str:
    """Load, and say what was loaded."""
    if not arguments.files and not arguments.ontology:
        raise EtomError(Text(en="there is nothing to load; name files", ru="загружать нечего; укажите файлы"))
    if arguments.store is not None:
        return _into_directory(arguments)
    if arguments.files and not arguments.graph:
        raise EtomError(
            Text(
                en="a server needs the name of the graph that the files replace; add --graph IRI",
                ru="для сервера нужно имя графа, который заменят файлы; добавьте --graph IRI",
            )
        )
    return _onto_server(arguments)


def _into_directory(arguments: argparse.Namespace) -> str:
    from etom_rdf.stores.building import load_directory  # noqa: PLC0415

    only_for_servers = ("ontology", "graph_store", "update")
    for name in only_for_servers:
        if getattr(arguments, name):
            option = "--" + name.replace("_", "-")
            raise EtomError(
                Text(
                    en=f"{option} is for servers, and --store names a directory; leave one of them out",
                    ru=f"{option} — для серверов, а --store указывает каталог; уберите что-то одно",
                )
            )
    with _Bar(arguments.lang) as bar:
        count = load_directory(
            arguments.store, arguments.files, graph=_graph(arguments), on_progress=bar.count
        )
    return Voice(arguments.lang)(
        f"{arguments.store}: {plural(count, 'statement', 'statements')} and the ontology",
        f"{arguments.store}: утверждений: {count}, и онтология",
    )


def _onto_server(arguments: argparse.Namespace) -> str:
    from etom_rdf.resources import ontology_files  # noqa: PLC0415
    from etom_rdf.stores.building import ONTOLOGY_GRAPH  # noqa: PLC0415
    from etom_rdf.stores.transfer import load_endpoint  # noqa: PLC0415

    say = Voice(arguments.lang)
    server = _server(arguments)
    work = [(ONTOLOGY_GRAPH, list(map(str, ontology_files())))] if arguments.ontology else []
    graph = _graph(arguments)
    if graph is not None and arguments.files:
        work.append((graph, arguments.files))
    lines = []
    for target, files in work:
        with _Bar(arguments.lang) as bar:
            done = load_endpoint(server, target, files, on_sent=bar.share)
        said = [say(plural(done.count, "statement", "statements"), f"утверждений: {done.count}")]
        if done.resumed:
            said.append(say("an interrupted load was continued", "продолжена прерванная загрузка"))
        if arguments.graph_store and not done.by_put:
            said.append(
                say(
                    "in chunks, because the server did not take it at once",
                    "по частям: целиком сервер не принял",
                )
            )
        lines.append(f"{target}: {'; '.join(said)}")
    return "\n".join(lines)


def _server(arguments: argparse.Namespace) -> "Server":
    from etom_rdf.stores.credentials import find_credentials, without_credentials  # noqa: PLC0415
    from etom_rdf.stores.transfer import Server  # noqa: PLC0415

    urls = [arguments.endpoint, arguments.update or arguments.endpoint, arguments.graph_store]
    query, update, graph_store = (None if url is None else without_credentials(url) for url in urls)
    credentials = find_credentials(arguments.endpoint, user=arguments.user, token=arguments.token)
    return Server(str(query), str(update), graph_store, credentials, arguments.timeout)


def _graph(arguments: argparse.Namespace) -> str | None:
    """Return the graph that the arguments name, once it is known to be an IRI."""
    from pyoxigraph import NamedNode  # noqa: PLC0415

    if arguments.graph is None:
        return None
    try:
        iri: str = NamedNode(arguments.graph).value
    except ValueError:
        raise EtomError(
            Text(
                en=f"‘{arguments.graph}’ is no IRI; write for example --graph https://example.org/processes",
                ru=f"«{arguments.graph}» — не IRI; запишите, например, --graph https://example.org/processes",
            )
        ) from None
    return iri


class _Bar:
    """Draw on a terminal how far a load is, where it takes longer than a second, and wipe that out."""

    def __init__(self, language: Language) -> None:
        self._say = Voice(language)
        self._stream = sys.stderr if sys.stderr is not None and sys.stderr.isatty() else None
        self._next = time.monotonic() + 1.0

    @property
    def count(self) -> Callable[[int], None] | None:
        """Return what counts statements whose number is not known before; None without a terminal."""
        return None if self._stream is None else self._draw_count

    @property
    def share(self) -> Callable[[int, int], None] | None:
        """Return what draws a share of the whole; None without a terminal."""
        return None if self._stream is None else self._draw_share

    def _draw_count(self, done: int) -> None:
        self._draw(
            self._say(f"{done:,} statements read", f"прочитано утверждений: {done:,}").replace(",", " ")
        )

    def _draw_share(self, done: int, total: int) -> None:
        full = _WIDTH * done // max(total, 1)
        bar = "█" * full + "░" * (_WIDTH - full)
        megabytes = self._say("MB", "МБ")
        self._draw(
            f"{bar} {100 * done // max(total, 1):3d}% {done / 1e6:.1f} / {total / 1e6:.1f} {megabytes}"
        )

    def _draw(self, words: str) -> None:
        now = time.monotonic()
        if self._stream is not None and now >= self._next:
            self._next = now + _EVERY
            self._stream.write(f"\r\x1b[K{words}")
            self._stream.flush()

    def __enter__(self) -> "_Bar":
        return self

    def __exit__(self, *error: object) -> None:
        if self._stream is not None:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
