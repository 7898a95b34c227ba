"""Receive files and do with them what the command line does, each request in a process of its own."""
