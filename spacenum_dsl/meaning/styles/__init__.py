"""Room styles: every `.scene` file here is one, named like the file."""

from spacenum_dsl.meaning.style import register_folder

register_folder(__name__)
