"""Put into words what findings are about."""

from etom_rdf.namespaces import ETOM
from etom_rdf.readers.naming import MADE_UP
from etom_rdf.text import Language
from etom_rdf.validation.names import Names, Prefixes
from etom_rdf.validation.report import Finding


class Wording:
    """Name in one language what many findings are about, as their files do."""

    def __init__(self, names: Names, language: Language) -> None:
        self._names = names
        self._language = language
        self._prefixes: dict[str | None, Prefixes] = {}

    def about(self, finding: Finding) -> str:
        """Name what a finding is about: its focus with label and record, and its value; a whole file has no name.

        Rules about terms have the vocabulary as a whole for focus, which says nothing to a reader; nor does an
        address that was made up for a record, beside its id, nor a file beside the place of the finding.
        """
        if finding.focus == finding.file and finding.value is None:
            return ""
        prefixes = self._prefixes.get(finding.file)
        if prefixes is None:
            prefixes = self._prefixes[finding.file] = self._names.in_file(finding.file)
        is_made_up = finding.record is not None and finding.focus.startswith(MADE_UP)
        focus = "" if finding.focus == ETOM or is_made_up else prefixes.short(finding.focus)
        if label := self._names.label(finding.focus, self._language):
            focus += f" «{label}»" if self._language == "ru" else f" ‘{label}’"
        if finding.record is not None:
            focus = f"{focus} ({finding.record})" if focus else finding.record
        focus = focus.lstrip()
        value = "" if finding.value is None else prefixes.short(finding.value)
        return f"{focus} → {value}" if focus and value else focus or value

    def sentence(self, finding: Finding) -> str:
        """Say what a finding is about, and what there is to say of it."""
        about, said = self.about(finding), finding.message.in_language(self._language)
        return f"{about}: {said}" if about else said
