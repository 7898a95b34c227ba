"""Read what users have, files and folders of any kind, as one process model."""

from etom_rdf.sources.reading import Reading, ReadModels, read_models

__all__ = ["ReadModels", "Reading", "read_models"]
