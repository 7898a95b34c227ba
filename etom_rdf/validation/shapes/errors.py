"""Report shapes that cannot be run."""

from etom_rdf.errors import EtomError
from etom_rdf.text import Text


class ShapesError(EtomError):
    """Report what is wrong with shapes; `reason` says it without what to do, naming nodes as their file does."""

    def __init__(self, reason: Text, *, node: str | None = None) -> None:
        self.reason = reason
        self.node = node
        super().__init__(
            Text(
                en=f"the shapes cannot be run ({reason.en}); mend them",
                ru=f"правила не удаётся применить ({reason.ru}); исправьте их",
            )
        )


class ShapeError(ShapesError):
    """Report what is wrong with one shape; `node` is the term where it stands, whose line its file knows."""

    def __init__(self, node: str, reason: Text) -> None:
        super().__init__(reason, node=node)
