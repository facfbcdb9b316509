"""Files and folders: written whole or not at all, locked, temporary, watched, and where the project and the program lie."""
