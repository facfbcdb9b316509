"""Medlemsnytta: a municipality's network memberships, evaluated from parameters and data into HTML and PDF.

The folders are the stages of one report's way, and each imports only from those before it:

    inputs         params, tables, checks      what comes in, checked; nothing is repaired
    analysis       fees ... evaluation         what follows from it; pure
    presentation   wording, tables, charts     how it is said, in Swedish
    rendering      execute, blocks, html, pdf  how it becomes the contents of files
    publishing     manifest, files, batch      how files come to stand in output/

`pipeline` is the main path, one line a stage; `cli` is the front door's words. Start reading in `pipeline`.
"""
