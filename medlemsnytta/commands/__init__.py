"""The command line: one module a command, and how things are said on the screen."""
