"""Keep the objects of one predicate by subject."""

Column = dict[str, str | tuple[str, ...]]  # object, or objects, by subject


def put(column: Column, subject: str, value: str) -> None:
    """Add a value to a column."""
    before = column.setdefault(subject, value)
    if before is not value and before != value and value not in as_tuple(before):
        column[subject] = (*as_tuple(before), value)


def as_tuple(value: str | tuple[str, ...]) -> tuple[str, ...]:
    """Return the values of a cell of a column."""
    return value if isinstance(value, tuple) else (value,)


def has_several(column: Column) -> bool:
    """Tell whether any subject has more than one object."""
    return tuple in set(map(type, column.values()))
