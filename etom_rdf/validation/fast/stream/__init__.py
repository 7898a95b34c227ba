"""Check large RDF files subject by subject, without holding them in memory.

What a rule finds at a process depends on few things: which elements it names, of which form its id is, in which
languages it has labels. So each subject is reduced to its *signature*, the tuple of what the rules can tell apart in
its statements; a signature that has been judged once is not judged again. Ids, wholes and steps, at which rules
look from elsewhere, are kept in columns; subjects that cannot be judged alone wait to the end of the files.
"""
