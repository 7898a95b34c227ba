"""Read XML safely and streaming, whatever stands in it."""
