"""Say what was noticed in SSSOM and ODA files: each notice with its code, severity and wording in one place."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from etom_rdf.identifiers import shown
from etom_rdf.readers.records import Notice, Severity
from etom_rdf.text import Text

# The form of an SSSOM file.
_FORM: Final[Mapping[str, tuple[Severity, str, str]]] = {
    "Source-delimiter": (
        "info",
        "the columns are divided by ‘{sign}’ and were read so; SSSOM divides them by tabs",
        "столбцы разделены знаком «{sign}» и так и прочитаны; в SSSOM их разделяют табуляцией",
    ),
    "Source-metadata-unreadable": (
        "warning",
        "the metadata cannot be read: {fault_en}; the rows were read without it",
        "метаданные не читаются: {fault_ru}; строки таблицы прочитаны без них",
    ),
    "Source-metadata-beside-unreadable": (
        "warning",
        "the metadata in the file beside this one, line {where}, cannot be read: {fault_en}; the rows were read "
        "without it",
        "метаданные в отдельном файле (строка {where}) не читаются: {fault_ru}; строки таблицы прочитаны без них",
    ),
    "Source-metadata-repeated": (
        "warning",
        "‘{key}’ stands twice in the metadata, and the first one counts; remove one of them",
        "«{key}» стоит в метаданных дважды, учтено первое; уберите лишнее",
    ),
    "Source-column-repeated": (
        "warning",
        "the column ‘{column}’ stands twice, and the first one counts; remove one of them",
        "столбец «{column}» стоит дважды, учтён первый; уберите лишний",
    ),
    "Source-column-unknown": (
        "info",
        "‘{column}’ is no slot of SSSOM 1.1, and extension_definitions does not define it; the column was passed "
        "over",
        "«{column}» — не поле SSSOM 1.1, и в extension_definitions его нет; столбец пропущен",
    ),
    "Source-extension": (
        "info",
        "an entry of extension_definitions has no name that a column can have, or a property that is no CURIE with "
        "a declared prefix; the entry was passed over",
        "у записи в extension_definitions нет имени, пригодного для столбца, или свойство — не CURIE с объявленным "
        "префиксом; запись пропущена",
    ),
    "Source-version": (
        "info",
        "the file is in SSSOM {version} and was read as {read_as}; check what that version adds",
        "файл в SSSOM {version} и прочитан как {read_as}; проверьте, что добавлено в той версии",
    ),
    "Source-row-comment": (
        "warning",
        "a line with # among the rows was skipped; metadata stands only above the column names",
        "строка с # среди строк таблицы пропущена; метаданные стоят только над названиями столбцов",
    ),
    "Source-row-wide": (
        "warning",
        "the row has more cells than there are columns ({width}), and the cells in excess were not read; check the "
        "tabs in it",
        "в строке больше ячеек, чем столбцов ({width}), и лишние не прочитаны; проверьте в ней табуляции",
    ),
    "Source-no-rows": (
        "warning",
        "there are no rows below the column names, so nothing was read; add the mappings",
        "под названиями столбцов нет строк, поэтому читать нечего; добавьте отображения",
    ),
}

# Names: prefixes, CURIEs, IRIs.
_NAMES: Final[Mapping[str, tuple[Severity, str, str]]] = {
    "Source-prefix-empty": (
        "warning",
        "the prefix ‘{prefix}’ has no IRI in curie_map; write it there",
        "у префикса «{prefix}» в curie_map нет IRI; впишите его",
    ),
    "Source-prefix-fixed": (
        "warning",
        "SSSOM itself fixes the prefix ‘{prefix}’ as {iri}, and it was read so; give yours another name",
        "префикс «{prefix}» закреплён самим SSSOM за {iri} и так и прочитан; назовите свой иначе",
    ),
    "Source-prefix-undeclared": (
        "warning",
        "the prefix ‘{prefix}’ is not declared, so its names have no IRI; declare it in curie_map",
        "префикс «{prefix}» не объявлен, поэтому у его имён нет IRI; объявите его в curie_map",
    ),
    "Source-prefix-assumed": (
        "warning",
        "the prefix ‘{prefix}’ is not declared and was taken for {iri}; declare it in curie_map",
        "префикс «{prefix}» не объявлен и принят за {iri}; объявите его в curie_map",
    ),
    "Source-name-full": (
        "info",
        "an IRI stands in full where SSSOM/TSV has a CURIE; declare a prefix for it",
        "IRI записан целиком, а в SSSOM/TSV здесь стоит CURIE; объявите для него префикс",
    ),
    "Source-name-bare": (
        "info",
        "a name has no prefix and so no IRI; declare a prefix and write the name as a CURIE",
        "у имени нет префикса, а значит, и IRI; объявите префикс и запишите имя как CURIE",
    ),
}

# What its rows say.
_ROWS: Final[Mapping[str, tuple[Severity, str, str]]] = {
    "Source-row-incomplete": (
        "violation",
        "the row has no {slots}, so it says nothing; fill it in or remove the row",
        "в строке нет {slots}, поэтому она ничего не сообщает; заполните её или удалите",
    ),
    "Source-row-foreign": (
        "info",
        "the row maps nothing to the standard and was passed over; an element is written as in gost:1.1.1.5",
        "строка ничего не относит к стандарту и пропущена; элемент записывается так: gost:1.1.1.5",
    ),
    "Source-row-elements-only": (
        "warning",
        "both sides are elements of the standard, so the row tells of no process; put one of yours on one side",
        "обе стороны — элементы стандарта, процесса в строке нет; поставьте на одну из сторон свой процесс",
    ),
    "Source-row-no-process": (
        "info",
        "the row says that no process answers to {element}; it maps nothing",
        "в строке сказано, что элементу {element} не отвечает ни один процесс; отображения в ней нет",
    ),
    "Source-process-wider": (
        "info",
        "by {predicate} the process is wider than {element}; it counts, but map its parts too",
        "по {predicate} процесс шире элемента {element}; это засчитано, но отнесите и его части",
    ),
    "Source-predicate-related": (
        "info",
        "{predicate} ties the process to {element} but does not classify it, so it was not counted; if the process "
        "belongs there, use skos:broadMatch",
        "{predicate} связывает процесс с {element}, но не относит к нему, поэтому не засчитано; если процесс туда "
        "входит, укажите skos:broadMatch",
    ),
    "Source-predicate-turned": (
        "warning",
        "{predicate} leads from the element to the process here, which means nothing, so it was not counted; swap "
        "subject_id and object_id",
        "{predicate} ведёт здесь от элемента к процессу, что лишено смысла, поэтому не засчитано; поменяйте местами "
        "subject_id и object_id",
    ),
    "Source-predicate-unknown": (
        "warning",
        "whether {predicate} classifies a process is not known, so it was not counted; use skos:broadMatch or "
        "etom:classifiedAs",
        "относит ли {predicate} процесс к элементу, неизвестно, поэтому не засчитано; укажите skos:broadMatch или "
        "etom:classifiedAs",
    ),
    "Source-modifier": (
        "warning",
        "what predicate_modifier ‘{modifier}’ means here is not defined, so the row was not counted; remove it",
        "что значит здесь predicate_modifier «{modifier}», не определено, поэтому строка не засчитана; уберите его",
    ),
    "Source-negation-narrow": (
        "info",
        "the row only says that the process and {element} are not the same, and another row says how they are tied; "
        "that one counts",
        "строка говорит лишь, что процесс и {element} не одно и то же, а другая строка говорит, как они связаны; "
        "учтена та",
    ),
    "Source-label-differs": (
        "info",
        "‘{subject}’ has another label in line {first}, ‘{label}’, which counts; give it one label",
        "в строке {first} у «{subject}» другое название, «{label}», оно и учтено; оставьте одно",
    ),
    "Source-role-differs": (
        "warning",
        "‘{subject}’ has another performer in line {first}, ‘{role}’, which counts; give it one performer",
        "в строке {first} у «{subject}» другой исполнитель, «{role}», он и учтён; оставьте одного",
    ),
    "Source-confidence": (
        "warning",
        "the confidence ‘{text}’ is no number from 0 to 1 and was not read; correct it",
        "confidence «{text}» — не число от 0 до 1 и потому не прочитано; исправьте его",
    ),
    "Source-justification": (
        "info",
        "mapping_justification is empty, and SSSOM requires it; write for example semapv:ManualMappingCuration",
        "mapping_justification пусто, а SSSOM его требует; впишите, например, semapv:ManualMappingCuration",
    ),
}

_ODA: Final[Mapping[str, tuple[Severity, str, str]]] = {
    "Source-key-repeated": (
        "warning",
        "‘{key}’ stands twice in one mapping, and the first one counts; remove one of them",
        "«{key}» стоит в одном словаре дважды, учтено первое; уберите лишнее",
    ),
    "Source-document-other": (
        "info",
        "documents that are no ODA components were passed over ({kinds}); they say nothing of eTOM",
        "документы, которые не компоненты ODA, пропущены ({kinds}): о eTOM в них ничего нет",
    ),
    "Source-component-repeated": (
        "warning",
        "another component has the id {id} too, so this one was read as {unique}; give it an id of its own",
        "id {id} есть и у другого компонента, поэтому этот прочитан как {unique}; дайте ему свой id",
    ),
    "Source-list-empty": (
        "info",
        "the component {id} lists no eTOM process, so nothing can be mapped; add them under eTOMs",
        "в компоненте {id} нет списка процессов eTOM, поэтому относить нечего; добавьте их под ключом eTOMs",
    ),
    "Source-entry-unreadable": (
        "warning",
        "‘{text}’ does not begin with the number of a process and was skipped; write it as id|Name|release",
        "«{text}» не начинается с номера процесса, запись пропущена; запишите её как id|Name|release",
    ),
    "Source-entry-repeated": (
        "info",
        "{id} stands twice in the list, and the first entry counts; remove one of them",
        "{id} стоит в списке дважды, учтена первая запись; уберите лишнюю",
    ),
    "Source-entry-ambiguous": (
        "warning",
        "{id} stands twice in the list, under different names or releases, and both were read; check which is right",
        "{id} стоит в списке дважды, с разными названиями или выпусками, прочитаны обе записи; проверьте, какая верна",
    ),
    "Source-release-missing": (
        "info",
        "{id} names no release, so it was kept as a number of TM Forum ({edition}); add the release",
        "у {id} не назван выпуск, поэтому он учтён как номер TM Forum ({edition}); допишите выпуск",
    ),
}

MESSAGES: Final = MappingProxyType({**_FORM, **_NAMES, **_ROWS, **_ODA})


def notice(
    code: str,
    line: int | None = None,
    *,
    subject: str | None = None,
    value: str | None = None,
    **words: object,
) -> Notice:
    """Return a notice; `words` fill its wording and are cut to what a message can quote.

    >>> notice("Source-row-wide", 3, width=4).message.en
    'the row has more cells than there are columns (4), and the cells in excess were not read; check the tabs in it'
    """
    severity, en, ru = MESSAGES[code]
    said = {"subject": subject, **words}
    quoted = {
        name: shown(word) if isinstance(word, str) and not name.startswith("fault") else word
        for name, word in said.items()
    }
    message = Text(en=en.format(**quoted), ru=ru.format(**quoted))
    return Notice(code, severity, message, line, subject, None if value is None else shown(value))


def notice_of_rows(code: str, lines: Sequence[int], *, value: str | None = None, **words: str) -> Notice:
    """Return one notice for all rows that share it, in the line of the first, with their number."""
    one = notice(code, lines[0], value=value, **words)
    rows = len(set(lines))
    if rows == 1:
        return one
    message = Text(en=f"{one.message.en} (rows: {rows})", ru=f"{one.message.ru} (строк: {rows})")
    return Notice(code, one.severity, message, one.line, value=one.value)
