"""Read the models of a command and say on stderr what there is to say of them."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

from etom_rdf.cli.terminal import print_error
from etom_rdf.errors import InputError
from etom_rdf.text import Language, Voice

if TYPE_CHECKING:
    from etom_rdf.model import ProcessModel

_PATIENCE = 2.0  # seconds without a word before a run on a terminal says that it is at work


def read_models(
    files: Sequence[str], language: Language, *, processes_expected: bool = True
) -> "ProcessModel":
    """Read files as one model; what could not be read, was converted or looks like a slip goes to stderr."""
    from etom_rdf.model import read_files  # noqa: PLC0415

    model = read_files(files)
    for error in (*model.errors, *model.notices):
        print_error(error, language)
    for document in model.documents:
        for notice in document.notices:
            print_error(InputError(notice, file=document.name), language)
    for slip in model.slips(processes_expected=processes_expected):
        print_error(slip, language)
    return model


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
