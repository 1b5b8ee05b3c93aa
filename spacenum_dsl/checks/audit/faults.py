"""The codes of the audit."""

from __future__ import annotations

from spacenum_dsl.base.diagnostics import declare

NO_SOLVERS = declare(
    "SN630",
    "audit without its solvers",
    "`spacenum audit` trains forests and regressions of scikit-learn and counts with scipy. Both come with\n"
    '`pip install "spacenum[proof]"`.',
)
NOTHING_TO_AUDIT = declare(
    "SN631",
    "dataset without questions",
    "There is nothing to answer. Compile with a count above zero.",
)
UNEQUAL_SETS = declare(
    "SN632",
    "cell whose questions have different numbers of options",
    "Chance differs between the questions of one cell and direction, so no one figure says what a guess\n"
    "is worth. Give such questions cells of their own.",
)
CANT_READ = declare(
    "SN633",
    "records that can't be audited",
    "A line of `items.jsonl` or `worlds.jsonl` can't be read, or a question names a world that is missing.",
)
WORKER_LOST = declare(
    "SN634",
    "a worker process that died",
    "A worker process of `spacenum audit` was killed, as happens when memory runs out. Use fewer\n"
    "`--workers`.",
)
LEAKS = declare(
    "SN640",
    "questions that can be answered without looking",
    "A solver that sees no picture, or only the candidates and not the question, is right more often than a\n"
    "guess: even after Holm's correction over everything that was tried, luck would do this in fewer than\n"
    "1 of 100 datasets. `audit.html` says what each solver does. An option set must be drawn before\n"
    "anything is known about the answer, and the answer must be drawn evenly from it.",
)
TELLTALE = declare(
    "SN641",
    "options that can be told apart by their form",
    "Options of one question are printed in different forms (decimals, units), are equal, tie in distance\n"
    "where proximity is scored, or can't be there at all. Whether or not that gives the answer away today,\n"
    "it is something to go by that no picture shows.",
)
CEILINGS = declare(
    "SN642",
    "cells in which lesser skills go far",
    "A reader that orders pictures without measuring them, or takes the picture's frame for the map's, is\n"
    "right more often than a strict cell allows (`audit --strict`): of four options, 40 % and 35 %. The\n"
    "score of such a cell says little about the skill that it is meant to test. Sets that slide over a wide\n"
    "and fine range make a number's rank hard to guess; frames that turn and anchors that move make the map\n"
    "worth reading.",
)
