"""Decide what counts as BPMN in a file, by its namespaces, and say where they are not as they should be."""

import re
from typing import Final

from etom_rdf.identifiers import shown
from etom_rdf.rdf_input.formats import bad_input
from etom_rdf.readers.bpmn.contents import Contents
from etom_rdf.readers.records import Notice
from etom_rdf.readers.xml.faults import quoted
from etom_rdf.readers.xml.safety import XmlFile
from etom_rdf.text import Text

MODEL: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
# Drafts of BPMN 2.0, and the namespace as people and tools misspell it.
_MUCH_LIKE_IT: Final = re.compile(
    r"\s*https?://(?:www\.|schema\.)?omg\.org/(?:spec/)?bpmn/?[\d./]*(?:/?model)?/?\s*", re.IGNORECASE
)


class Namespaces:
    """Decide which namespaces count as BPMN in one file, and say where they are not as they should be."""

    def __init__(self, file: XmlFile, contents: Contents) -> None:
        self._root = root = file.root
        self._file = file
        self._contents = contents
        self._known: dict[str, bool] = {}
        self.of_tags = "*"  # which namespace the tags to look for are in
        prefix, colon, name = root.local_name.rpartition(":")
        self.prefix_to_declare = ""
        self._is_definitions = name == "definitions" and (not root.namespace or _is_bpmn(root.namespace))
        if not self._is_definitions:
            return
        if root.namespace == MODEL or colon:
            self.of_tags = MODEL
        if root.namespace != MODEL:
            self.prefix_to_declare = prefix
            self._tell(prefix)

    def is_bpmn(self, tag: str) -> bool:
        """Say whether an element is one of BPMN by the namespace in its tag."""
        namespace = tag[1:].rpartition("}")[0]
        known = self._known.get(namespace)
        if known is None:
            known = _is_bpmn(namespace) or (self._is_definitions and namespace == self._root.namespace)
            self._known[namespace] = known
        return known

    def refuse_or_tell_nothing_found(self) -> None:
        """Raise InputError where there was no BPMN at all; say so where a BPMN file is empty."""
        if not self._contents.is_empty:
            return
        root = self._root
        if not self._is_definitions:
            space = Text(en="", ru="")
            if root.namespace:
                space = Text(
                    en=f" in the namespace ‘{quoted(root.namespace)}’",
                    ru=f" из пространства имён «{quoted(root.namespace)}»",
                )
            raise bad_input(
                self._file.name,
                root.line,
                f"the root element is ‘{shown(root.local_name)}’{space.en}, and nothing here is BPMN 2.0; export the "
                "model as BPMN 2.0 XML",
                f"корневой элемент — «{shown(root.local_name)}»{space.ru}, и ничего из BPMN 2.0 здесь нет; выгрузите "
                "модель в виде BPMN 2.0 XML",
            )
        message = Text(
            en="there is no process, activity or pool in this file; check that the export is whole",
            ru="в этом файле нет ни процессов, ни действий, ни пулов; проверьте, полностью ли он выгружен",
        )
        self._contents.tell(Notice("Source-empty", "warning", message, root.line))

    def _tell(self, prefix: str) -> None:
        root = self._root
        if prefix:
            found = Text(
                en=f"nothing says what the prefix ‘{shown(prefix)}’ stands for",
                ru=f"нигде не сказано, что значит префикс «{shown(prefix)}»",
            )
        elif root.namespace:
            found = Text(
                en=f"the namespace ‘{quoted(root.namespace)}’ is not quite that of BPMN 2.0",
                ru=f"пространство имён «{quoted(root.namespace)}» не вполне такое, как в BPMN 2.0",
            )
        else:
            found = Text(en="the file declares no namespace", ru="в файле не указано пространство имён")
        message = Text(
            en=f"{found.en}; it was read as BPMN 2.0 all the same: write {MODEL}",
            ru=f"{found.ru}; файл всё же прочитан как BPMN 2.0: укажите {MODEL}",
        )
        self._contents.tell(
            Notice("Source-namespace", "warning", message, root.line, value=root.namespace or None)
        )


def _is_bpmn(namespace: str) -> bool:
    return namespace == MODEL or _MUCH_LIKE_IT.fullmatch(namespace) is not None
