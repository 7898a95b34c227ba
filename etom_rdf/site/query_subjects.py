"""Arrange the questions of the library by what they ask about."""

from typing import Final

from etom_rdf.text import Text

SUBJECTS: Final[tuple[tuple[Text, tuple[str, ...]], ...]] = (
    (
        Text(en="The standard", ru="Стандарт"),
        (
            *("element-by-id", "elements-by-name", "groups-by-area", "children", "parents", "siblings"),
            *(
                "elements-of-vertical",
                "functions-of-element",
                "legend",
                "retired-elements",
                "name-differences",
            ),
            *("terms-by-language", "trace-of-clause", "requirements-without-enforcement"),
        ),
    ),
    (
        Text(en="Coverage", ru="Покрытие"),
        ("coverage-by-element", "uncovered-elements", "uncovered-functions"),
    ),
    (
        Text(en="Classification of processes", ru="Отнесение процессов к элементам"),
        (
            *("processes-of-element", "classification-of-process", "classifications-by-confidence"),
            *("classifications-by-method", "processes-without-mapping", "processes-mapped-more-than-once"),
            *("mappings-to-retired-elements", "infer-classification", "why-derived"),
        ),
    ),
    (
        Text(en="Processes and flows", ru="Процессы и сквозные процессы"),
        (
            *("top-business-processes", "decomposition-of-process", "end-to-end-flow-in-order"),
            *("flows-of-element", "processes-by-performer", "processes-from-file"),
        ),
    ),
    (
        Text(en="What an organization adds", ru="Собственные определения организации"),
        ("own-elements", "extended-processes-by-organization"),
    ),
    (
        Text(en="Parties, products and systems", ru="Стороны, продукты и системы"),
        (
            *("things-by-kind", "parties-by-kind", "partner-agreements", "licences-by-holder"),
            *("supply-chain-participants", "components-of-products", "systems-by-area"),
        ),
    ),
)
