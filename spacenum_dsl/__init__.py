"""spacenum: a language and compiler for spatial-numerical tests of vision-language models."""

__version__ = "0.1.0"
