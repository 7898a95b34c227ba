"""Be the one place that knows which data count now, and answer from them, or from memory if nothing has changed."""

import asyncio
import re
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from etom_rdf.errors import EtomError
from etom_rdf.server.execution import frames
from etom_rdf.server.execution.answer_cache import Cache
from etom_rdf.server.execution.pool import KeeperDied, Pool
from etom_rdf.server.execution.sources import Snapshot, Source
from etom_rdf.server.messages.media_types import GRAPHS, RESULTS
from etom_rdf.server.messages.negotiation import best_media_type
from etom_rdf.server.messages.validators import entity_tag
from etom_rdf.server.settings import Settings
from etom_rdf.text import Text

# What gives another answer each time. A word too many costs time, nothing else.
_CHANGING: Final = re.compile(r"\b(?:now|rand|uuid|struuid)\b|\\u")
_ABOUT_CHANGING: Final = re.compile(r"now|rand|uuid|\\u")  # finds no less, and takes a quarter of the time

_NO_ROOM: Final = Text(
    en="the data could not be taken into memory; load them with etom load, and serve that --store",
    ru="данные не поместились в память; загрузите их командой etom load и укажите хранилище через --store",
)


@dataclass(frozen=True, slots=True)
class Question:
    """Hold a query and how it is to be answered.

    `default` and `named` are the graphs that the protocol names, None where it names none. `accept` is the header.
    """

    text: str
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    accept: str | None = None
    base: str = "http://localhost/sparql"


@dataclass(frozen=True, slots=True)
class Update:
    """Hold an update, and the graphs that its WHERE is about where the protocol names them."""

    text: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    base: str = "http://localhost/sparql"


@dataclass(frozen=True, slots=True)
class Write:
    """Say what happens to a graph, None for the default graph: `replace`, `extend` or `remove`.

    `parts` says of each document in the body its format, where it begins and where it ends.
    """

    graph: str | None
    mode: str
    base: str
    parts: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold the answer to a query; `tag` names its content where that is known to stay the same."""

    media_type: str
    body: frames.Body
    tag: str | None = None


@dataclass(slots=True)
class Dataset:
    """Answer questions over the data that count now; open it before, and close it after."""

    settings: Settings
    _pool: Pool | None = None
    _starting: asyncio.Lock = field(default_factory=asyncio.Lock)
    _loading: asyncio.Lock = field(default_factory=asyncio.Lock)
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock)
    _cache: Cache = field(init=False)

    def __post_init__(self) -> None:
        self._cache = Cache(self.settings.limits.cache)

    async def open(self) -> None:
        """Get the data ready; raise EtomError where that is not possible."""
        try:
            await self._use(self.settings.source, instead_of=None)
        except KeeperDied:
            raise EtomError(_NO_ROOM) from None

    def close(self) -> None:
        """Stop all processes."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    @property
    def pool(self) -> Pool:
        """Return the workers over the data that count now."""
        if self._pool is None:
            raise RuntimeError("the dataset is not open")
        return self._pool

    async def ask(self, question: Question) -> Answer:
        """Answer a query in the form that is accepted; raise RefusalError for what cannot be answered."""
        pool = await self._current()
        results, graphs = (best_media_type(question.accept, tuple(forms)) for forms in (RESULTS, GRAPHS))
        key = (
            pool.source.version,
            question.text,
            question.default,
            question.named,
            question.base,
            results,
            graphs,
        )
        found = self._cache.get(key)
        if isinstance(found, Answer):
            return found
        head, body = await self._run({
            "job": "query",
            "text": question.text,
            "base": question.base,
            "default": question.default,
            "named": question.named,
            "results": results and (results, RESULTS[results]),
            "graphs": graphs and (graphs, GRAPHS[graphs]),
            "limit": self.settings.limits.result,
        })  # fmt: skip
        if not isinstance(body, bytes) or _changes(question.text):
            return Answer(head["media"], body)
        answer = Answer(head["media"], body, entity_tag(body))
        self._cache.put(key, answer, len(body) + len(question.text))
        return answer

    async def graph(self, name: str | None, form: str) -> frames.Body:
        """Give out a graph, the default graph where the name is None, in one of the formats of GRAPHS."""
        head = {"job": "graph", "graph": name, "format": form, "limit": self.settings.limits.result}
        _, body = await self._run(head)
        return body

    async def update(self, update: Update) -> int:
        """Run an update, and return the status of HTTP; raise RefusalError where nothing was changed."""
        return await self._change({"job": "update", **asdict(update)}, b"")

    async def write(self, write: Write, body: bytes) -> int:
        """Write a graph, and return the status of HTTP; raise RefusalError where nothing was changed."""
        return await self._change({"job": "write", **asdict(write)}, body)

    async def _change(self, head: dict[str, Any], body: bytes) -> int:
        # One change at a time, each on top of the one before. Whoever has sent it need not wait for it.
        async with self._writing:
            pool = await self._current()
            directory = pool.source.name or None
            terms = {"directory": directory, "version": pool.source.version}
            answer, content = await self._run({**head, **terms}, body, changing=True)
            if directory is None:
                await self._replace(Snapshot.from_statements(content))
            else:
                await self._current()
            status: int = answer["status"]
            return status

    async def _run(
        self, head: dict[str, Any], body: bytes = b"", *, changing: bool = False
    ) -> tuple[frames.Head, frames.Body]:
        pool = await self._current()
        try:
            return await pool.run(head, body, changing=changing)
        except KeeperDied:
            await self._use(pool.source, instead_of=pool)
            return await self.pool.run(head, body, changing=changing)

    async def _current(self) -> Pool:
        """Return the pool with the data as they are now; whoever loads a store need not tell us."""
        if self.pool.source.current() is not self.pool.source:
            async with self._loading:
                source = self.pool.source.current()
                if source is not self.pool.source:
                    await self._load(source)
        return self.pool

    async def _replace(self, fresh: Snapshot) -> None:
        """Let what a change has made count, and let go of what a change before has made."""
        before = self.pool.source
        await self._load(fresh)
        if isinstance(before, Snapshot) and before is not self.settings.source:
            before.file.close()

    async def _load(self, source: Source) -> None:
        while self.pool.source is not source:  # a keeper that was started meanwhile holds the one before
            pool = self.pool
            try:
                await pool.load(source)
            except KeeperDied:
                await self._use(source, instead_of=pool)

    async def _use(self, source: Source, *, instead_of: Pool | None) -> None:
        """Start a keeper in the place of one that has died, unless somebody else has done so."""
        async with self._starting:
            if self._pool is not instead_of:
                return
            fresh = Pool(source, self.settings.limits)
            try:
                await fresh.load(source)
            except BaseException:
                fresh.close()
                raise
            if instead_of is not None:
                instead_of.close()
            self._pool = fresh


def _changes(query: str) -> bool:
    """Say whether a query may have another answer each time."""
    text = query.casefold()
    return bool(_ABOUT_CHANGING.search(text) and _CHANGING.search(text))
