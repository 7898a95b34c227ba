"""Say what may be doubtful about a reference to the standard: every code with its severity, name and message."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from etom_rdf.readers.records import Severity
from etom_rdf.readers.resolved import ON_CONTAINER
from etom_rdf.text import Text


@dataclass(frozen=True, slots=True)
class MappingRule:
    """Hold one kind of finding; a finding may say more than `message`, which is what all of the kind share."""

    code: str
    severity: Severity
    name: Text
    message: Text


_RULES: Final = (
    MappingRule(
        "Mapping-label-contradicts",
        "warning",
        Text(en="Name and number agree", ru="Название и номер согласованы"),
        Text(
            en="The name beside the number is not what the standard calls this element. Correct whichever "
            "is wrong.",
            ru="Рядом с номером стоит не то название, которое этот элемент носит в стандарте. Исправьте "
            "номер или название.",
        ),
    ),
    MappingRule(
        "Mapping-sources-disagree",
        "warning",
        Text(en="Sources of one process agree", ru="Источники об одном процессе согласованы"),
        Text(
            en="Two places in the file tie the same process to different elements. Both were taken; "
            "correct the wrong one.",
            ru="Два места файла относят один процесс к разным элементам. Учтены оба; исправьте неверное.",
        ),
    ),
    MappingRule(
        "Mapping-negation-contradicts",
        "warning",
        Text(en="Nothing is both stated and denied", ru="Одно и то же не утверждается и не отрицается"),
        Text(
            en="One statement ties the process to this element and another says that it does not belong "
            "there. Remove the wrong one; the first was taken.",
            ru="Одно утверждение относит процесс к этому элементу, а другое говорит, что он к нему не "
            "относится. Уберите неверное; учтено первое.",
        ),
    ),
    MappingRule(
        "Mapping-value-no-id",
        "warning",
        Text(en="Value is an id", ru="Значение является идентификатором"),
        Text(
            en="A property or column for eTOM holds no id here. Write the number of the element, such as "
            "1.1.1.5, or leave the value empty.",
            ru="В свойстве или столбце для eTOM нет идентификатора. Впишите номер элемента, например "
            "1.1.1.5, или оставьте значение пустым.",
        ),
    ),
    MappingRule(
        "Mapping-looks-like-date",
        "warning",
        Text(en="Id has not become a date", ru="Идентификатор не превратился в дату"),
        Text(
            en="The value is a date: a spreadsheet has probably made it of an id. Set the column to text "
            "and enter the id again.",
            ru="Значение — дата: вероятно, табличный редактор переделал в неё идентификатор. Сделайте "
            "столбец текстовым и введите идентификатор заново.",
        ),
    ),
    MappingRule(
        "Mapping-id-malformed",
        "warning",
        Text(en="Id is well-formed", ru="Идентификатор записан правильно"),
        Text(
            en="The value is no id of clause 5.2, and what was meant is not guessed. Correct it.",
            ru="Значение — не идентификатор по 5.2, а что имелось в виду, не угадывается. Исправьте его.",
        ),
    ),
    MappingRule(
        "Mapping-id-ambiguous",
        "warning",
        Text(en="Id has one meaning", ru="Идентификатор однозначен"),
        Text(
            en="The id can be read in two ways and was left out. Write the one that is meant.",
            ru="Идентификатор можно прочесть двояко, и он не учтён. Запишите то, что имелось в виду.",
        ),
    ),
    MappingRule(
        "Mapping-id-placeholder",
        "warning",
        Text(en="Id is filled in", ru="Образец заменён идентификатором"),
        Text(
            en="The value still holds the ‘aaaaaa’ of the format in 5.2. Put your organization's six "
            "digits there, or leave the prefix out.",
            ru="В значении осталось «аааааа» из образца в 5.2. Впишите шесть цифр организации или уберите "
            "префикс.",
        ),
    ),
    MappingRule(
        "Mapping-id-prefix",
        "warning",
        Text(en="Prefix has six digits", ru="Префикс состоит из шести цифр"),
        Text(
            en="What stands before the number is no prefix of six digits, and the id was left out. Correct"
            " the prefix, or remove it to refer to the standard.",
            ru="Перед номером стоит не префикс из шести цифр, и идентификатор не учтён. Исправьте префикс "
            "или уберите его, если это ссылка на стандарт.",
        ),
    ),
    MappingRule(
        "Mapping-range",
        "warning",
        Text(en="Ids are listed one by one", ru="Идентификаторы перечислены по одному"),
        Text(
            en="Two ids stand for a range. Only they were taken, nothing between them; list every id that "
            "is meant.",
            ru="Два идентификатора обозначают диапазон. Учтены только они, а не то, что между ними; "
            "перечислите все нужные.",
        ),
    ),
    MappingRule(
        "Mapping-function-no-id",
        "warning",
        Text(en="Function is named by its id", ru="Функция названа идентификатором"),
        Text(
            en="What names the function is no id of a function, such as 1.1.1.5-f1. Look it up under its "
            "element (etom show).",
            ru="Функция названа не идентификатором вида 1.1.1.5-f1. Найдите его у элемента (etom show).",
        ),
    ),
    MappingRule(
        "Mapping-id-tidied",
        "info",
        Text(en="Id needs no tidying", ru="Идентификатор записан без лишнего"),
        Text(
            en="The id was read without the spaces or the full stop that it was written with. Write it "
            "plainly.",
            ru="Идентификатор прочитан без лишних пробелов или точки. Записывайте его без них.",
        ),
    ),
    MappingRule(
        "Mapping-prefix-unknown",
        "info",
        Text(en="Organization behind a prefix is known", ru="Организация с таким префиксом известна"),
        Text(
            en="Nothing is known of the organization with this prefix; the reference counts for the standard "
            "element behind the prefix, if there is one. Name the organization in the model with "
            "etom:identifierPrefix.",
            ru="Об организации с таким префиксом ничего не известно; ссылка засчитана стандартному элементу за "
            "префиксом, если он есть. Назовите организацию в модели через etom:identifierPrefix.",
        ),
    ),
    MappingRule(
        "Mapping-other-edition",
        "info",
        Text(en="Id comes from this standard", ru="Идентификатор взят из этого стандарта"),
        Text(
            en="The ids come from another edition, where the same number may be another process. They are "
            "kept, but not matched to this standard; map the process anew.",
            ru="Идентификаторы взяты из другой редакции, где тот же номер может означать другой процесс. "
            "Они сохранены, но с этим стандартом не сопоставлены; отнесите процесс заново.",
        ),
    ),
    MappingRule(
        "Mapping-name-prefix-unclear",
        "info",
        Text(en="Number in front of a name is an id", ru="Номер перед названием — идентификатор"),
        Text(
            en="The name begins with a number that could be an id, but the rest of it is not the element's"
            " name, so the number was not taken. If it is meant, write it into a property for eTOM.",
            ru="Название начинается с номера, похожего на идентификатор, но дальше стоит не название "
            "элемента, и номер не учтён. Если имелся в виду элемент, впишите номер в свойство для eTOM.",
        ),
    ),
    MappingRule(
        "Mapping-keyword-missing",
        "info",
        Text(
            en="Id in a text stands beside the word eTOM",
            ru="Идентификатор в тексте стоит рядом со словом eTOM",
        ),
        Text(
            en="The text holds numbers that could be ids, but not beside the word eTOM, and they were not "
            "taken. If ids are meant, write ‘eTOM’ before them.",
            ru="В тексте есть номера, похожие на идентификаторы, но не рядом со словом eTOM, и они не "
            "учтены. Если это идентификаторы, поставьте перед ними «eTOM».",
        ),
    ),
    MappingRule(
        ON_CONTAINER,
        "info",
        Text(en="Reference stands on a process", ru="Ссылка стоит у процесса"),
        Text(
            en="The reference stands on a pool, a lane or another container, which is no process. It "
            "counts for the processes in it only with --inherit.",
            ru="Ссылка стоит у пула, дорожки или другого контейнера, а это не процесс. Процессам внутри "
            "она засчитывается только с --inherit.",
        ),
    ),
)
RULES: Final[Mapping[str, MappingRule]] = MappingProxyType({rule.code: rule for rule in _RULES})

# What a finding on a label says besides, where the label is that of no element, or of another one.
OTHER_EDITION: Final = Text(
    en="No element of this standard has that name; the number may come from another edition.",
    ru="Элемента с таким названием в стандарте нет; возможно, номер взят из другой редакции.",
)


def name_of_others(ids: str) -> Text:
    """Say whose name a label is."""
    return Text(en=f"That is the name of {ids}.", ru=f"Так называется {ids}.")


def of_other_edition(edition: str, ids: str) -> Text:
    """Say that a number of another edition is not this standard's; `ids` are those that have its name here."""
    en = (
        f"The number comes from another edition ({edition}); in this standard it is another process, or none."
    )
    ru = f"Номер взят из другой редакции ({edition}); в этом стандарте под ним другой процесс или никакого."
    if not ids:
        return Text(en=f"{en} Map the process anew.", ru=f"{ru} Отнесите процесс заново.")
    return Text(
        en=f"{en} What is called so here is {ids}; map the process to that, if the meaning is the same.",
        ru=f"{ru} Так здесь называется {ids}; отнесите процесс туда, если смысл тот же.",
    )
