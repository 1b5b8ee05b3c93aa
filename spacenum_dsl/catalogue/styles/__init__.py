"""Room styles: every `.scene` file here is one, named like the file."""

from spacenum_dsl.semantics.style import register_folder

register_folder(__name__)
