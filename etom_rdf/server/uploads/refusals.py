"""Say why files are not taken, or not worked on to the end: each reason once, with what to do instead."""

from http import HTTPStatus
from typing import Final

from etom_rdf.server.messages.refusals import RefusalError, for_now
from etom_rdf.text import Text

_MEBIBYTE: Final = 1 << 20

NO_FILE_FORM: Final = Text(
    en="this form holds no files; send multipart/form-data (curl -F file=@model.bpmn), or one file as the body "
    "(curl --data-binary @model.bpmn -H 'Content-Type: application/octet-stream')",
    ru="в такой форме нет файлов; отправьте multipart/form-data (curl -F file=@model.bpmn) или один файл телом "
    "запроса (curl --data-binary @model.bpmn -H 'Content-Type: application/octet-stream')",
)
CODED: Final = Text(
    en="a compressed body is not taken; send it without Content-Encoding",
    ru="сжатое тело запроса не принимается; отправьте без Content-Encoding",
)
_NOTHING: Final = Text(
    en="no file was sent, or it is empty; choose one or more files with a model",
    ru="файлов нет, или отправлен пустой; выберите один или несколько файлов с моделью",
)
_FULL: Final = Text(
    en="the server is receiving as many files as it can hold; try again in a few seconds",
    ru="сервер принимает столько файлов, сколько может вместить; повторите через несколько секунд",
)
_BUSY: Final = Text(
    en="the server is busy with other files; try again in a few seconds",
    ru="сервер занят другими файлами; повторите через несколько секунд",
)
_BROKEN_OFF: Final = Text(
    en="the work on these files broke off; send them one by one to learn which is the cause, and report it",
    ru="обработка этих файлов прервалась; отправьте их по одному, чтобы найти причину, и сообщите о ней",
)


def unsupported(message: Text) -> RefusalError:
    """Refuse the form in which files are sent."""
    return RefusalError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, message)


def nothing_sent() -> RefusalError:
    """Refuse a request without a file."""
    return RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, _NOTHING)


def too_large(size: int) -> RefusalError:
    """Refuse files that have more bytes than these."""
    room = f"{size / _MEBIBYTE:.3g}"
    return _beyond(
        f"the files are larger than the {room} MiB that the server takes",
        f"файлы больше {room} МиБ, которые принимает сервер",
    )


def too_many(files: int) -> RefusalError:
    """Refuse more than so many files."""
    return _beyond(f"more than {files} files were sent at once", f"отправлено больше {files} файлов сразу")


def result_too_large() -> RefusalError:
    """Refuse to send what a job has made."""
    return _beyond("the result is too large to send", "результат слишком велик, чтобы его передать")


def out_of_memory(memory: int) -> RefusalError:
    """Refuse what takes more than so many bytes of memory."""
    room = memory // _MEBIBYTE
    return _beyond(
        f"this takes more than the {room} MiB of memory that the server gives",
        f"на это не хватило {room} МиБ памяти, которые отводит сервер",
    )


def too_long(seconds: float) -> RefusalError:
    """Refuse what takes longer than so many seconds."""
    return _beyond(
        f"this takes longer than the {seconds:g} seconds that the server gives",
        f"на это не хватило {seconds:g} с, которые отводит сервер",
        HTTPStatus.GATEWAY_TIMEOUT,
    )


def too_slow(seconds: float) -> RefusalError:
    """Refuse files that have not arrived within so many seconds."""
    message = Text(
        en=f"the files did not arrive within {seconds:g} seconds; try again on a faster line, or send fewer",
        ru=f"файлы не дошли за {seconds:g} с; повторите на более быстрой связи или отправьте меньше",
    )
    return RefusalError(HTTPStatus.REQUEST_TIMEOUT, message)


def full() -> RefusalError:
    """Refuse for now, since others are sending."""
    return for_now(_FULL)


def busy() -> RefusalError:
    """Refuse for now, since the files of others are being worked on."""
    return for_now(_BUSY)


def broken_off() -> RefusalError:
    """Report that a job has ended without a word."""
    return for_now(_BROKEN_OFF)


def _beyond(en: str, ru: str, status: HTTPStatus = HTTPStatus.REQUEST_ENTITY_TOO_LARGE) -> RefusalError:
    """Refuse what exceeds a limit of the server, which the program on one's own machine does not have."""
    message = Text(
        en=f"{en}; send fewer or smaller files, or run etom on your own machine, which has no such limit",
        ru=f"{ru}; отправьте меньше файлов или файлы поменьше либо запустите etom у себя: там такого предела нет",
    )
    return RefusalError(status, message)
