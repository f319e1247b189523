"""`devzone`, and `python -m devzone_crawler`.

The processes that read pages load the main module of the process that started them: so this one loads the commands only
when it runs them.
"""


def main() -> None:
    """Entry point of the `devzone` command."""
    from devzone_crawler.cli import app  # noqa: PLC0415

    app()


if __name__ == "__main__":
    main()
