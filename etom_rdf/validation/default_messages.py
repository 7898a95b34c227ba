"""Say what is wrong where a shape of a user's own has no message: one sentence for each component."""

from typing import Final

from etom_rdf.text import Text
from etom_rdf.validation.shapes import components as component

MESSAGES: Final = {
    component.CLASS: Text(
        en="The value is not an instance of the class that the shape names. Type it, or name another.",
        ru="Значение не является экземпляром класса, названного в правиле. Укажите тип или другое значение.",
    ),
    component.DATATYPE: Text(
        en="The value does not have the datatype that the shape names, or is not written as it demands.",
        ru="Тип данных значения не тот, что назван в правиле, или значение записано не по нему.",
    ),
    component.NODE_KIND: Text(
        en="The value is not of the kind (IRI, blank node, literal) that the shape names.",
        ru="Значение не того вида (IRI, пустой узел, литерал), который назван в правиле.",
    ),
    component.MIN_COUNT: Text(
        en="There are fewer values than the shape demands. Add what is missing.",
        ru="Значений меньше, чем требует правило. Добавьте недостающие.",
    ),
    component.MAX_COUNT: Text(
        en="There are more values than the shape allows. Remove what is too many.",
        ru="Значений больше, чем допускает правило. Удалите лишние.",
    ),
    component.PATTERN: Text(
        en="The value does not match the pattern of the shape.", ru="Значение не соответствует шаблону правила."
    ),
    component.LANGUAGE_IN: Text(
        en="The language of the text is none of those that the shape names.",
        ru="Язык текста не входит в число названных в правиле.",
    ),
    component.UNIQUE_LANG: Text(
        en="Several texts have the same language. Keep one for each.",
        ru="Несколько текстов на одном языке. Оставьте по одному на каждый.",
    ),
    component.CLOSED: Text(
        en="The shape is closed and does not allow this property. Remove it, or add it to the shape.",
        ru="Правило закрыто и не допускает этого свойства. Удалите его или добавьте в правило.",
    ),
    component.HAS_VALUE: Text(
        en="The value that the shape demands is missing. Add it.",
        ru="Нет значения, которого требует правило. Добавьте его.",
    ),
    component.IN: Text(
        en="The value is none of those that the shape lists.", ru="Значения нет в списке, который дан в правиле."
    ),
    component.NOT: Text(
        en="The value conforms to a shape to which it must not conform.",
        ru="Значение соответствует правилу, которому не должно соответствовать.",
    ),
    component.NODE: Text(
        en="The value does not conform to the shape that must hold for it.",
        ru="Значение не соответствует правилу, которое должно для него выполняться.",
    ),
    component.EQUALS: Text(
        en="The values of the two properties are not the same.", ru="Значения двух свойств не совпадают."
    ),
    component.DISJOINT: Text(
        en="The two properties share a value.", ru="У двух свойств есть общее значение."
    ),
}  # fmt: skip
_OF_LENGTH = Text(
    en="The text is shorter or longer than the shape allows.",
    ru="Текст короче или длиннее, чем допускает правило.",
)
_OF_RANGE = Text(
    en="The value lies outside the range of the shape, or cannot be compared with it.",
    ru="Значение вне допустимого диапазона или не может быть с ним сопоставлено.",
)
_OF_LISTS = Text(
    en="The value does not conform to the shapes of the list as it must.",
    ru="Значение не соответствует правилам списка так, как требуется.",
)
_OF_ORDER = Text(
    en="The value is not less than that of the other property, or the two cannot be compared.",
    ru="Значение не меньше значения другого свойства, или их нельзя сравнить.",
)
_OF_QUALIFIED = Text(
    en="The number of values that conform to the shape is not the number it demands.",
    ru="Число значений, соответствующих правилу, не то, которого оно требует.",
)


def default_message(kind: str) -> Text:
    """Return the message of a component, given by its IRI.

    >>> default_message(component.MIN_LENGTH).en
    'The text is shorter or longer than the shape allows.'
    """
    if kind in (component.MIN_LENGTH, component.MAX_LENGTH):
        return _OF_LENGTH
    if kind in (component.LESS_THAN, component.LESS_THAN_OR_EQUALS):
        return _OF_ORDER
    if kind in (component.AND, component.OR, component.XONE):
        return _OF_LISTS
    if kind in (component.QUALIFIED_MIN_COUNT, component.QUALIFIED_MAX_COUNT):
        return _OF_QUALIFIED
    return MESSAGES.get(kind, _OF_RANGE)
