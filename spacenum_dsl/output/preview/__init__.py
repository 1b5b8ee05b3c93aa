"""Sheets on which a person sees questions, kinds and plans at a glance."""
