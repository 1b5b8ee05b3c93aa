"""`python -m spacenum_dsl` is `spacenum`."""

from spacenum_dsl.cli.cli import main

if __name__ == "__main__":
    main(prog_name="spacenum")
