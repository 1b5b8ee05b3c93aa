"""Readers of lesser skills: how far one gets without measuring, or without the map, or by names alone (G11).

They are told part of the truth, that which their skill would find, so they are no blind solvers and prove no
leak: their accuracy is the part of a score that says nothing about the skill a cell is meant to test.
"""
