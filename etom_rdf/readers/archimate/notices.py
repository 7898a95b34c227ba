"""Word what there is to say about an ArchiMate model, in both languages."""

from typing import Final

from etom_rdf.identifiers import shown
from etom_rdf.readers.records import Notice
from etom_rdf.text import Text

EXCHANGE_NAMESPACE: Final = "http://www.opengroup.org/xsd/archimate"


def without_id(given: str, line: int | None) -> Notice:
    """Say that an element has no id, and which it was given."""
    message = Text(
        en=f"this element has no id and is called ‘{shown(given)}’ here, by its place in the file; give it an id",
        ru=f"у этого элемента нет идентификатора, здесь он назван по месту в файле: «{shown(given)}»; присвойте "
        "ему идентификатор",
    )
    return Notice("Source-id-missing", "warning", message, line=line, subject=given)


def repeated(written: str, given: str, line: int | None) -> Notice:
    """Say that an id was there before, and which the second element was given."""
    message = Text(
        en=f"the id ‘{shown(written)}’ is taken: this element is called ‘{shown(given)}’ here, and relationships "
        "lead to the first; give each element an id of its own",
        ru=f"идентификатор «{shown(written)}» уже занят: этот элемент назван здесь «{shown(given)}», а связи "
        "ведут к первому; дайте каждому элементу свой идентификатор",
    )
    return Notice("Source-id-repeated", "warning", message, line=line, subject=given, value=written)


def unknown_type(written: str, subject: str, line: int | None) -> Notice:
    """Say that a type is none of ArchiMate."""
    message = Text(
        en=f"‘{shown(written)}’ is no element type of ArchiMate, so this element counts neither as an activity nor "
        "as a system; correct the type",
        ru=f"«{shown(written)}» — не тип элемента ArchiMate, поэтому элемент не считается ни деятельностью, ни "
        "системой; исправьте тип",
    )
    if not written:
        message = Text(
            en="this element has no type, so it counts neither as an activity nor as a system; give it one",
            ru="у этого элемента нет типа, поэтому он не считается ни деятельностью, ни системой; укажите тип",
        )
    return Notice("Source-type-unknown", "warning", message, line=line, subject=subject, value=written)


def more(code: str, count: int) -> Notice:
    """Say how many notices were left out."""
    message = Text(
        en=f"{count} more notices of this kind are not shown; correct these and read the file again",
        ru=f"ещё таких замечаний: {count}, они не показаны; исправьте эти и прочитайте файл снова",
    )
    return Notice(code, "info", message)


def empty() -> Notice:
    """Say that nothing that counts was found."""
    message = Text(
        en="there is no business process, function or service in this model, and no application component; check "
        "that it is the right one and was exported whole",
        ru="в модели нет ни бизнес-процессов, ни функций, ни сервисов, ни компонентов приложений; проверьте, та ли "
        "это модель и полностью ли она выгружена",
    )
    return Notice("Source-empty", "warning", message)


def dangling(kind: str, end: str, line: int | None, file: str | None) -> Notice:
    """Say that a relationship leads to what is not there."""
    kind = shown(kind)
    where_en = f"to ‘{shown(end)}’, which this model does not hold" if end else "nowhere"
    where_ru = f"к «{shown(end)}», а его в модели нет" if end else "в никуда"
    message = Text(
        en=f"a relationship of type {kind} leads {where_en}; it was left out: remove it or export the whole model",
        ru=f"связь типа {kind} ведёт {where_ru}; она пропущена: удалите её или выгрузите модель целиком",
    )
    return Notice("Source-reference-dangling", "warning", message, line=line, value=end, file=file)


def part_of_several(activity: str, whole: str, whole_name: str, line: int | None) -> Notice:
    """Say that an activity has several wholes, and which of them was taken."""
    name = shown(whole_name or whole)
    message = Text(
        en=f"this activity is part of several and was read as part of ‘{name}’ only; say by one composition which "
        "of them contains it",
        ru=f"эта деятельность входит сразу в несколько, прочитана она только как часть «{name}»; укажите одной "
        "композицией, какая её содержит",
    )
    return Notice("Source-part-of-several", "info", message, line=line, subject=activity, value=whole)


def support_cut() -> Notice:
    """Say that not all relationships of systems were followed."""
    message = Text(
        en="so many relationships lead from the systems that what they support was not followed to the end; split "
        "the model and read the parts",
        ru="от систем ведёт так много связей, что поддержка деятельности прослежена не до конца; разделите модель "
        "и читайте её по частям",
    )
    return Notice("Source-support-cut", "warning", message)


def unused(subject: str, kind: str, text: str, line: int | None) -> Notice:
    """Say that an identifier stands where it maps nothing."""
    message = Text(
        en=f"‘{shown(text)}’ stands at an element of type {shown(kind)}, which is no activity, system or "
        "performer, and maps nothing; move it to the process or the application that is meant",
        ru=f"«{shown(text)}» стоит у элемента типа {shown(kind)}, а это не деятельность, не система и не "
        "исполнитель: сопоставления нет; перенесите значение к нужному процессу или приложению",
    )
    return Notice("Source-mention-unused", "warning", message, line=line, subject=subject, value=text)


def undefined(subject: str, definition: str, line: int | None) -> Notice:
    """Say that a property has no definition, and so no name."""
    message = Text(
        en=f"nothing defines the property ‘{shown(definition)}’, so its name is unknown and its value was left out; "
        "export the model with its property definitions",
        ru=f"свойство «{shown(definition)}» нигде не определено: имя его неизвестно, значение пропущено; выгрузите "
        "модель вместе с определениями свойств",
    )
    return Notice(
        "Source-property-undefined",
        "warning",
        message,
        line=line,
        subject=subject,
        value=definition,
    )


def without_namespace(line: int) -> Notice:
    """Say that a file has the shape of the exchange format, but not its namespace."""
    message = Text(
        en=f"the model has no namespace and was read as if it had {EXCHANGE_NAMESPACE}/3.0/, that of the exchange "
        "format; other tools will refuse it: export it again",
        ru=f"у модели нет пространства имён, она прочитана так, будто оно {EXCHANGE_NAMESPACE}/3.0/, как в формате "
        "обмена; другие программы её не примут: выгрузите её заново",
    )
    return Notice("Source-namespace-missing", "warning", message, line=line)
