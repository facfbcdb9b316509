"""How the program gets the packages it stands on, with nothing but Python's own library.

- bootstrap: the way; packages at hand, else an environment that has them, and on there
- environments: the virtual environment beside the program; found, made, made anew
- pins: what a requirements file pins, and whether an environment has it
- pip_runs: pip run with its progress in Swedish
- ending_with_parent: pip, and what it starts, ended when the run that started it ends
- failures: what Python's tools print when they fail, in words
- wheelhouses: zips of wheels for computers that reach no package index
- console: what is said, also where nobody reads it any more
"""
