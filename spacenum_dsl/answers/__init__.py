"""Replies read and scored, by the standard library alone, so that any harness can ship this folder as it is.

Nothing here imports anything of spacenum outside this folder: a reply has one reading and one score, whoever
asks. `spacenum_dsl.answers.grade` is the door.
"""
