"""Answer with the pages of the site: as they are, with the answers to queries, with what a check found."""
