"""Read requests and write answers, as all routes do: negotiation, bodies, refusals, limits of patience, headers."""
