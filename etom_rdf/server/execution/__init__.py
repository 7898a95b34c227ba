"""Hold the data and run queries and updates over them, in processes that can be killed.

The server's own process sees `dataset`, `pool` and `sources`; what runs elsewhere is `keeper`, which holds the data,
and `worker` with `answering`, `changing` and what confines them. The two sides exchange `frames`.
"""
