"""Call in words what the readers look at: every code of a notice, by what holds where there is none."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from etom_rdf.text import Text

_OF_FILES: Final = {
    "Source-archive-path": (
        "Names in the archive do not lead out of it",
        "Имена в архиве не ведут за его пределы",
    ),
    "Source-empty": ("File holds processes", "В файле есть процессы"),
    "Source-encoding": ("Text is in UTF-8", "Текст в UTF-8"),
    "Source-file-skipped": ("Part of the model can be read", "Часть модели читается"),
    "Source-files-ignored": ("Files of folders hold models", "В файлах каталогов есть модели"),
    "Source-nul": ("Text has no NUL characters", "В тексте нет символов NUL"),
    "Source-recovered": ("File can be read without mending", "Файл читается без исправлений"),
    "Source-truncated": ("File is whole", "Файл прочитан до конца"),
}
_OF_TABLES: Final = {
    "Source-confidence": ("Confidence is a number from 0 to 1", "Уверенность — число от 0 до 1"),
    "Source-date-cell": ("Cell for an id holds no date", "В ячейке идентификатора не дата"),
    "Source-duplicate-id": ("Row has an id of its own", "У строки свой идентификатор"),
    "Source-error-cell": ("Cell shows no error", "В ячейке нет ошибки вычисления"),
    "Source-formula-cell": ("Value of a formula is saved", "Значение формулы сохранено"),
    "Source-heading-row": ("Row is no heading", "Строка — не подзаголовок"),
    "Source-hidden-sheet": ("Sheet is visible", "Лист не скрыт"),
    "Source-long-id": ("Id is short", "Идентификатор короткий"),
    "Source-mark": ("Cell is empty or marked", "Ячейка пуста или отмечена"),
    "Source-no-names": ("Table has ids or names of processes", "В таблице есть коды или названия процессов"),
    "Source-no-rows": ("Table has rows", "В таблице есть строки"),
    "Source-number-cell": ("Ids are typed as text", "Идентификаторы введены как текст"),
    "Source-parent-unknown": ("Process above is in the table", "Вышестоящий процесс есть в таблице"),
    "Source-quotes": ("Quotes balance", "Кавычки сходятся"),
    "Source-ragged-row": ("Row is as long as the header", "Строка той же длины, что и шапка"),
    "Source-repeated-header": ("Header stands once", "Заголовок не повторяется"),
    "Source-row-unnamed": ("Row has an id or a name", "В строке есть код или название"),
    "Source-row-unread": ("Row has text in columns that are read", "В строке заполнены читаемые столбцы"),
    "Source-sheet-broken": ("Sheet is whole", "Лист не повреждён"),
    "Source-sheet-skipped": ("Sheet holds a register", "На листе есть реестр"),
    "Source-total-row": ("Row is no total", "Строка — не итоговая"),
}
_OF_DIAGRAMS: Final = {
    "Source-groups-cut": ("Groups are not too many", "Групп не слишком много"),
    "Source-id-missing": ("Element of a diagram has an id", "У элемента диаграммы есть идентификатор"),
    "Source-id-repeated": ("Id stands once in the file", "Идентификатор в файле не повторяется"),
    "Source-json-unreadable": ("JSON in a text can be read", "JSON внутри текста читается"),
    "Source-mention-unused": ("Id stands at a process", "Идентификатор стоит у процесса"),
    "Source-namespace": ("Namespace is that of BPMN 2.0", "Пространство имён — BPMN 2.0"),
    "Source-namespace-missing": ("Model has a namespace", "У модели есть пространство имён"),
    "Source-part-of-several": ("Activity is part of one whole", "Деятельность входит в одно целое"),
    "Source-property-undefined": ("Property is defined", "Свойство определено"),
    "Source-reference-dangling": ("Reference leads to something", "Ссылка куда-то ведёт"),
    "Source-support-cut": (
        "What systems support is followed to the end",
        "Поддержка систем прослежена до конца",
    ),
    "Source-type-unknown": ("Type of an element is known", "Тип элемента известен"),
}
_OF_LOGS: Final = {
    "Source-log-counted": ("Log is counted", "Журнал подсчитан"),
    "Source-name-missing": ("Event names its activity", "Событие называет действие"),
    "Source-names-cut": ("Log does not name too many activities", "В журнале не слишком много действий"),
}
_OF_MAPPING_SETS: Final = {
    "Source-column-repeated": ("Column stands once", "Столбец не повторяется"),
    "Source-column-unknown": ("Column is a slot of SSSOM", "Столбец — поле SSSOM"),
    "Source-delimiter": ("Columns are divided by tabs", "Столбцы разделены табуляцией"),
    "Source-extension": ("Extension has a name and a property", "У расширения есть имя и свойство"),
    "Source-justification": ("Justification is given", "Обоснование указано"),
    "Source-label-differs": ("Process has one label", "У процесса одно название"),
    "Source-metadata-beside-unreadable": (
        "Metadata beside the file can be read",
        "Метаданные в отдельном файле читаются",
    ),
    "Source-metadata-repeated": ("Key of metadata stands once", "Ключ метаданных не повторяется"),
    "Source-metadata-unreadable": ("Metadata can be read", "Метаданные читаются"),
    "Source-modifier": ("Modifier of a predicate is known", "Модификатор предиката известен"),
    "Source-name-bare": ("Name has a prefix", "У имени есть префикс"),
    "Source-name-full": ("Name is a CURIE", "Имя записано как CURIE"),
    "Source-negation-narrow": ("Negation and mapping agree", "Отрицание и отображение согласованы"),
    "Source-predicate-related": ("Predicate classifies the process", "Предикат относит процесс к элементу"),
    "Source-predicate-turned": (
        "Predicate leads from the process to the element",
        "Предикат ведёт от процесса к элементу",
    ),
    "Source-predicate-unknown": ("Predicate is known", "Предикат известен"),
    "Source-prefix-assumed": ("Prefix in common use is declared", "Общепринятый префикс объявлен"),
    "Source-prefix-empty": ("Prefix has an IRI", "У префикса есть IRI"),
    "Source-prefix-fixed": ("Prefix means what SSSOM fixes", "Префикс значит то, что закрепил SSSOM"),
    "Source-prefix-undeclared": ("Prefix is declared", "Префикс объявлен"),
    "Source-process-wider": ("Process is no wider than the element", "Процесс не шире элемента"),
    "Source-role-differs": ("Process has one performer", "У процесса один исполнитель"),
    "Source-row-comment": ("No comment stands among the rows", "Среди строк нет комментариев"),
    "Source-row-elements-only": ("Row names a process", "В строке есть процесс"),
    "Source-row-foreign": ("Row maps to the standard", "Строка относит к стандарту"),
    "Source-row-incomplete": ("Row is complete", "Строка заполнена"),
    "Source-row-no-process": ("A process answers to the element", "Элементу отвечает процесс"),
    "Source-row-wide": ("Row has as many cells as there are columns", "Ячеек в строке столько же, сколько столбцов"),
    "Source-version": ("Version of SSSOM is known", "Версия SSSOM известна"),
}  # fmt: skip
_OF_COMPONENTS: Final = {
    "Source-component-repeated": ("Component has an id of its own", "У компонента свой идентификатор"),
    "Source-document-other": ("Document is an ODA component", "Документ — компонент ODA"),
    "Source-entry-ambiguous": (
        "Process is listed under one name and release",
        "Процесс указан с одним названием и выпуском",
    ),
    "Source-entry-repeated": ("Process is listed once", "Процесс указан в списке один раз"),
    "Source-entry-unreadable": ("Entry begins with a number", "Запись начинается с номера"),
    "Source-key-repeated": ("Key stands once", "Ключ не повторяется"),
    "Source-list-empty": ("Component lists eTOM processes", "В компоненте перечислены процессы eTOM"),
    "Source-release-missing": ("Release is named", "Выпуск назван"),
}
_ALL: Final = _OF_FILES | _OF_TABLES | _OF_DIAGRAMS | _OF_LOGS | _OF_MAPPING_SETS | _OF_COMPONENTS

NAMES: Final[Mapping[str, Text]] = MappingProxyType(
    {code: Text(en=en, ru=ru) for code, (en, ru) in _ALL.items()}
)
