"""Read what the user says of the columns of a table: which header stands for which role."""

import re
from collections.abc import Mapping
from typing import Final

from etom_rdf.errors import EtomError
from etom_rdf.identifiers import shown
from etom_rdf.readers.tables.columns import ROLES, folded
from etom_rdf.text import Text

_PAIR: Final = re.compile(
    r"""\s*(?P<role>\w+)\s*=\s*(?:"(?P<quoted>(?:[^"]|"")*+)"|(?P<bare>[^",=]*+))\s*(?:,\s*|$)"""
)


def parse_columns(text: str) -> dict[str, str]:
    """Read which header stands for which role, role=header with commas between.

    A header with a comma, an equals sign or a quote in it stands in quotes. Raises EtomError for anything else.

    >>> parse_columns('id=Nr, name="Name, full", element=TMF')
    {'id': 'Nr', 'name': 'Name, full', 'element': 'TMF'}
    """
    found: dict[str, str] = {}
    at = 0
    while at < len(text) or not found:
        pair = _PAIR.match(text, at)
        if pair is None:
            rest = shown(text[at:].strip())
            raise _bad_columns(f"‘{rest}’ is not role=header", f"«{rest}» — это не роль=заголовок")
        role, quoted = pair["role"], pair["quoted"]
        if role in found:
            raise _bad_columns(f"‘{shown(role)}’ is given twice", f"«{shown(role)}» указано дважды")
        found[role] = (pair["bare"] if quoted is None else quoted.replace('""', '"')).strip()
        at = pair.end()
    return checked_columns(found)


def checked_columns(columns: Mapping[str, str]) -> dict[str, str]:
    """Return headers by role as given; raises EtomError for unknown roles and empty headers."""
    for role, header in columns.items():
        if role not in ROLES:
            raise _bad_columns(f"there is no role ‘{shown(role)}’", f"роли «{shown(role)}» нет")
        if not folded(header):
            raise _bad_columns(f"‘{role}’ has no header", f"у «{role}» нет заголовка")
    return dict(columns)


def _bad_columns(en: str, ru: str) -> EtomError:
    roles = ", ".join(ROLES)
    return EtomError(
        Text(
            en=f"--columns: {en}; write role=header, with commas between, as in id=Nr,name=Title (roles: {roles})",
            ru=f"--columns: {ru}; пишите роль=заголовок через запятую, например id=Nr,name=Title (роли: {roles})",
        )
    )
