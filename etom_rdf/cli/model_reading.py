"""Read the models of a command and say on stderr what there is to say of them."""

import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from etom_rdf.cli.terminal import Commands, print_error
from etom_rdf.errors import EtomError, InputError
from etom_rdf.text import Language, Text, Voice, plural

if TYPE_CHECKING:
    from etom_rdf.model import ProcessModel
    from etom_rdf.sources import Reading, ReadModels

# What `_add_reading_options` adds.
_READING_OPTIONS = ("exclude", "columns", "inherit", "end_to_end", "source_lang", "vocabulary")
_FILES_NAMED = 10  # of more a line that says what to run would be too long
_PATIENCE = 2.0  # seconds without a word before a run on a terminal says that it is at work


def add_inputs(commands: Commands, command: ArgumentParser, *, nargs: str = "+") -> None:
    """Add the arguments that say what is read and how."""
    say = commands.say
    command.add_argument(
        "files", metavar=say("FILE", "ФАЙЛ"), nargs=nargs,
        help=say(
            "BPMN, ArchiMate, CSV, XLSX, SSSOM, ODA components, XES, RDF, or folders of them; all are one model; "
            "- is stdin",
            "BPMN, ArchiMate, CSV, XLSX, SSSOM, компоненты ODA, XES, RDF или каталоги с ними; всё вместе — одна "
            "модель; - это стандартный ввод",
        ),
    )  # fmt: skip
    _add_reading_options(command, say)


def _add_reading_options(command: ArgumentParser, say: Voice) -> None:
    command.add_argument(
        "--exclude", metavar=say("PATTERN", "ШАБЛОН"), action="append", default=[],
        help=say("leave files of folders out, as in .gitignore", "пропустить файлы каталогов, как в .gitignore"),
    )  # fmt: skip
    command.add_argument(
        "--columns", metavar=say("ROLE=HEADER,…", "РОЛЬ=ЗАГОЛОВОК,…"), default="",
        help=say(
            "headers of a table that is not understood, for example id=Nr,name=Bezeichnung,element=TMF",
            "заголовки таблицы, которые не распознаны, например id=Nr,name=Bezeichnung,element=TMF",
        ),
    )  # fmt: skip
    command.add_argument(
        "--inherit", action="store_true",
        help=say(
            "count what a pool, lane or process refers to for its parts",
            "относить части туда же, куда отнесены пул, дорожка или процесс",
        ),
    )  # fmt: skip
    command.add_argument(
        "--end-to-end", action="store_true",
        help=say("take diagrams for end-to-end processes (3.15)", "считать диаграммы сквозными процессами (3.15)"),
    )  # fmt: skip
    command.add_argument(
        "--source-lang", choices=("ru", "en"),
        help=say("language of names, where their letters do not tell", "язык названий, если он не ясен по буквам"),
    )  # fmt: skip
    command.add_argument(
        "--vocabulary", metavar=say("FILE", "ФАЙЛ"), action="append", default=[],
        help=say(
            "what terms of another vocabulary of RDF are read as, in RDFS; see docs/vocabularies.md",
            "как читать термины другого словаря RDF (на RDFS); см. docs/vocabularies.md",
        ),
    )  # fmt: skip


def refuse_reading_options(arguments: Namespace) -> None:
    """Raise EtomError where a store is given together with what only says how files are read."""
    given = [name for name in _READING_OPTIONS if getattr(arguments, name)]
    if given:
        option = _option(given[0])
        raise EtomError(
            Text(
                en=f"{option} says how files are read, and a store is checked as it is; leave it out, or give files",
                ru=f"{option} задаёт чтение файлов, а хранилище проверяется как есть; уберите его или укажите файлы",
            )
        )


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def read_sources(arguments: Namespace, files: Sequence[str] | None = None) -> "ReadModels":
    """Read files of any kind as one model, as the arguments say; see `read_models`."""
    from etom_rdf.model import no_model  # noqa: PLC0415
    from etom_rdf.sources import read_models as read_any  # noqa: PLC0415

    reading = reading_of(arguments)
    on_file = counter(arguments.lang)
    paths = arguments.files if files is None else files
    found = read_any(paths, reading, on_file=on_file)
    if paths and not found.model.documents and not found.model.errors:
        raise no_model(paths[0])
    say_what_was_read(found.model, arguments.lang)
    return found


def reading_of(arguments: Namespace) -> "Reading":
    """Return how files are to be read, as the arguments say."""
    from etom_rdf.sources import Reading  # noqa: PLC0415

    columns: Mapping[str, str] = {}
    if arguments.columns:
        from etom_rdf.readers.tables.wanted import parse_columns  # noqa: PLC0415

        columns = parse_columns(arguments.columns)
    return Reading(
        exclude=tuple(arguments.exclude),
        columns=columns,
        inherit=arguments.inherit,
        end_to_end=arguments.end_to_end,
        source_lang=arguments.source_lang,
        vocabularies=tuple(arguments.vocabulary),
    )


def point_to_remarks(count: int, arguments: Namespace) -> None:
    """Say on stderr, in one line, how many remarks the result of a command does not show, and what lists them."""
    if count:
        remarks = plural(count, "remark", "remarks")
        command = _listing(arguments)
        message = Text(
            en=f"{remarks} on what was read; list with: {command.en}",
            ru=f"замечаний к прочитанному: {count}; их перечислит {command.ru}",
        )
        print_error(EtomError(message), arguments.lang)


def _listing(arguments: Namespace) -> Text:
    """Return the command that reads the same files in the same way and lists what there is to say of them."""
    from shlex import join  # noqa: PLC0415

    words = ["etom", "validate"]
    for name in _READING_OPTIONS:
        given, option = getattr(arguments, name), _option(name)
        if given is True:
            words.append(option)
        else:
            words += (part for value in _each(given) for part in (option, value))
    if len(arguments.files) > _FILES_NAMED:
        return Text(en=f"{join(words)}, and the same files", ru=f"{join(words)} с теми же файлами")
    command = join([*words, *arguments.files])
    return Text(en=command, ru=command)


def _each(given: str | Sequence[str] | None) -> Sequence[str]:
    """Return the values of an option that may be given more than once, or not at all."""
    return ([given] if given else []) if isinstance(given, str) else given or []


def read_models(
    files: Sequence[str], language: Language, *, processes_expected: bool = True
) -> "ProcessModel":
    """Read RDF files as one model; what could not be read, was converted or looks like a slip goes to stderr."""
    from etom_rdf.cli.other_kinds import pointing_to_import  # noqa: PLC0415
    from etom_rdf.model import read_files  # noqa: PLC0415

    model = read_files(files)
    model = model._replace(errors=tuple(map(pointing_to_import, model.errors)))
    say_what_was_read(model, language, processes_expected=processes_expected)
    return model


def say_what_was_read(model: "ProcessModel", language: Language, *, processes_expected: bool = True) -> None:
    """Say on stderr what could not be read, was converted or looks like a slip."""
    for error in (*model.errors, *model.notices):
        print_error(error, language)
    for document in model.documents:
        for notice in document.notices:
            print_error(InputError(notice, file=document.name), language)
    for slip in model.slips(processes_expected=processes_expected):
        print_error(slip, language)


def counter(language: Language) -> Callable[[int, int], None] | None:
    """Say on a terminal how many files are done, where it takes longer than a second."""
    stream = sys.stderr
    if stream is None or not stream.isatty():
        return None
    start = time.monotonic()

    def show(done: int, total: int) -> None:
        if time.monotonic() - start > 1.0:
            words = Voice(language)(f"read {done} of {total}", f"прочитано {done} из {total}")
            stream.write("\r\x1b[K" + (words if done < total else ""))
            stream.flush()

    return show


def nothing_read(model: "ProcessModel") -> bool:
    """Say whether files were given and none of them could be read: then there is no result to write."""
    return bool(model.errors) and not model.documents


@contextmanager
def progress(language: Language) -> Iterator[None]:
    """Say on a terminal that a long run is at work, and wipe that out at its end."""
    stream = sys.stderr
    if stream is None or not stream.isatty():
        yield
        return
    from threading import Timer  # noqa: PLC0415

    sentence = Voice(language)("checking the model …", "идёт проверка модели …")

    def speak() -> None:
        stream.write(sentence)
        stream.flush()

    timer = Timer(_PATIENCE, speak)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        stream.write("\r\x1b[K")
        stream.flush()
