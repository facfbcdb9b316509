"""Medlemsnytta: a municipality's network memberships, evaluated from parameters and data into HTML and PDF.

The folders are the stages of one page's way, and each imports only from those above it here:

    errors         Problem                       what the person at the keyboard can mend, in words
    files          writing, locks, streams       files whole or not at all; where the project and the program lie
    installation   bootstrap, pip                the first run, with nothing but Python's own library
    rendering      blocks, html, pdf             an executed notebook as HTML and PDF; knows nothing of memberships
    execution      notebooks, engines, workers   notebooks run; knows nothing of memberships
    inputs         parameters, tables, privacy   what comes in, checked; nothing is repaired
    analysis       fees ... evaluation           what follows from it; pure
    presentation   words, sections, charts       how it is said, in Swedish
    provenance     recipe, currentness           what a page is made of, and whether it is current
    pages          report ... index, making      reports, comparisons, overviews, and the list of them
    official       scb, kolada                   official figures into dated snapshots
    starting       new_report, working_folder    how another municipality begins
    commands       cli, console, progress        the command line

`pages.making.build` is the main path of every page; `commands.cli` is the front door's words. Start reading in the former.
"""
