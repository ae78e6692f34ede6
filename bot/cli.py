"""The command line: what can be asked for, in plain English.

Arguments -> a command of `bot.commands`, imported when it is called, so that help comes at once. Errors are
caught here, once, and said in words: status 0 done, 1 failed, 2 wrong usage.
"""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.commands.administration import admin

app = typer.Typer(
    name="regionsvar",
    help="Answers questions about a region from the region's own documents, with sources.",
    epilog="Settings are read from the environment and from .env; `regionsvar status` lists them.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help comes in half the time, and can be searched
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(admin, name="admin")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Batch = Annotated[
    Path | None,
    typer.Option(
        help="A file of questions, one JSON object a line; - reads standard input.",
        metavar="FILE",
        show_default=False,
    ),
]
QuestionFile = Annotated[
    Path, typer.Argument(help="A file of questions and what must be in their answers, JSONL.")
]


@app.command()
def ask(
    question: Annotated[
        list[str] | None, typer.Argument(help="The question, in Swedish or English.", show_default=False)
    ] = None,
    as_json: AsJson = False,
    trace: Annotated[bool, typer.Option("--trace", help="Show also why the answer is what it is.")] = False,
    batch: Batch = None,
) -> None:
    """Answer a question, or a file of questions."""
    text = _one_of(question, batch, "question")
    from bot.commands import ask as command

    command.run(text, batch, as_json=as_json, trace=trace)


@app.command()
def search(
    query: Annotated[list[str] | None, typer.Argument(help="What to look for.", show_default=False)] = None,
    top: Annotated[int, typer.Option(min=1, max=1000, help="How many passages to show.")] = 10,
    as_json: AsJson = False,
    batch: Batch = None,
) -> None:
    """List the passages that fit best, without composing an answer."""
    text = _one_of(query, batch, "query")
    from bot.commands import search as command

    command.run(text, batch, top=top, as_json=as_json)


@app.command()
def ingest(
    again: Annotated[
        bool, typer.Option("--all", help="Read every file again and build in any case.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the index up to date with the documents."""
    from bot.commands import ingest as command

    command.run(again=again, dry_run=dry_run, as_json=as_json)


@app.command()
def serve(
    samples: Annotated[
        bool, typer.Option("--samples", help="Answer three sample questions in the terminal first.")
    ] = False,
) -> None:
    """Serve the web page, the API and, where a token is set, Telegram, until interrupted."""
    from bot.commands import serve as command

    command.run(samples=samples)


@app.command()
def worker(
    attached: Annotated[
        bool, typer.Option("--attached", help="End when standard input does.", hidden=True)
    ] = False,
) -> None:
    """Do the jobs that administrators and sources ask for, until interrupted; serve starts one by itself."""
    from bot.commands import worker as command

    command.run(attached=attached)


@app.command()
def telegram() -> None:
    """Answer on Telegram alone, until interrupted."""
    from bot.commands import telegram as command

    command.run()


@app.command()
def evaluate(
    file: QuestionFile,
    as_json: AsJson = False,
    compare: Annotated[
        Path | None,
        typer.Option(help="An earlier run to compare with.", metavar="RUN.json", show_default=False),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(help="Keep this run for a later comparison.", metavar="RUN.json", show_default=False),
    ] = None,
    floors: Annotated[
        Path | None,
        typer.Option(
            help="Fail where a figure is worse than this file allows.",
            metavar="FLOORS.json",
            show_default=False,
        ),
    ] = None,
    vectors: Annotated[
        float | None,
        typer.Option(
            min=0,
            help="The weight of the vectors against the words, instead of the default.",
            metavar="WEIGHT",
            show_default=False,
        ),
    ] = None,
    at_once: Annotated[
        int, typer.Option(min=1, max=64, help="Questions that a configured model is asked at once.")
    ] = 4,
) -> None:
    """Measure retrieval and answers against a file of questions; with a model also what it writes."""
    from bot.commands import evaluate as command

    command.run(
        file,
        as_json=as_json,
        compare_with=compare,
        save=save,
        floors=floors,
        vectors=vectors,
        at_once=at_once,
    )


@app.command()
def benchmark(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="Questions for the batch, JSONL; our own examples without it.", show_default=False
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure times and memory on this machine, in a data folder of its own."""
    from bot.commands import benchmark as command

    command.run(file, as_json=as_json)


@app.command()
def status(as_json: AsJson = False) -> None:
    """Show what is indexed, what was refused and why, and the settings."""
    from bot.commands import status as command

    command.run(as_json=as_json)


Query = Annotated[
    list[str] | None, typer.Argument(help="What to look for; all without it.", show_default=False)
]
Document = Annotated[
    str | None,
    typer.Option(help="Only what this document says.", metavar="PATH", show_default=False),
]
Limit = Annotated[int, typer.Option(min=1, max=200, help="How many records to show.")]
Offset = Annotated[int, typer.Option(min=0, help="How many records to pass over first.")]
Spoken = Annotated[
    Literal["sv", "en"] | None,
    typer.Option("--language", help="Of what is said about records.", show_default=False),
]


@app.command()
def contacts(
    query: Query = None,
    organisation: Annotated[str | None, typer.Option(help="Part of its name.", show_default=False)] = None,
    area: Annotated[
        str | None, typer.Option(help="Part of the heading that they stand under.", show_default=False)
    ] = None,
    role: Annotated[str | None, typer.Option(help="Such as press.", show_default=False)] = None,
    document: Document = None,
    year: Annotated[
        int | None, typer.Option(help="Only what was said of that year.", show_default=False)
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(help="What was the newest at that time.", metavar="DATE", show_default=False),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Search also what is not the newest.")] = False,
    vcard: Annotated[
        Path | None,
        typer.Option(
            help="Write those shown as cards for an address book.", metavar="FILE", show_default=False
        ),
    ] = None,
    limit: Limit = 50,
    offset: Offset = 0,
    language: Spoken = None,
    as_json: AsJson = False,
) -> None:
    """List who can be reached, with sources."""
    from bot.commands import registers as command
    from bot.registers.contacts import ContactFilter
    from bot.registers.forms import time_in

    text, time = " ".join(query or ()), _formed(time_in, as_of, "--as-of")
    wanted = ContactFilter(text, organisation, area, document, role, year, time, current=not every)
    command.run_contacts(wanted, command.Shown(limit, offset, language, as_json=as_json), vcard)


@app.command()
def priorities(
    query: Query = None,
    kind: Annotated[
        str | None, typer.Option(help="Such as goals, priorities or sub-priorities.", show_default=False)
    ] = None,
    number: Annotated[str | None, typer.Option(help="Such as 1.1.", show_default=False)] = None,
    document: Document = None,
    in_force: Annotated[
        bool | None,
        typer.Option("--in-force/--replaced", help="Only of such strategies.", show_default=False),
    ] = None,
    limit: Limit = 50,
    offset: Offset = 0,
    language: Spoken = None,
    as_json: AsJson = False,
) -> None:
    """List goals and priorities, with sources."""
    from bot.commands import registers as command
    from bot.registers.forms import number_in
    from bot.registers.priorities import PriorityFilter

    own = _formed(number_in, number, "--number")
    wanted = PriorityFilter(" ".join(query or ()), document, kind, own, in_force)
    command.run_priorities(wanted, command.Shown(limit, offset, language, as_json=as_json))


@app.command()
def plans(
    query: Query = None,
    document: Document = None,
    in_force: Annotated[
        bool | None, typer.Option("--in-force/--replaced", help="Only such plans.", show_default=False)
    ] = None,
    limit: Limit = 50,
    offset: Offset = 0,
    language: Spoken = None,
    as_json: AsJson = False,
) -> None:
    """List strategies, plans and programmes with their years, and what replaced which."""
    from bot.commands import registers as command
    from bot.registers.plans import PlanFilter

    wanted = PlanFilter(" ".join(query or ()), document, in_force)
    command.run_plans(wanted, command.Shown(limit, offset, language, as_json=as_json))


@app.command()
def funding(
    query: Query = None,
    kind: Annotated[
        Literal["support", "programme", "fund", "project"] | None, typer.Option(show_default=False)
    ] = None,
    status: Annotated[
        Literal["open", "closed", "granted", "unknown"] | None,
        typer.Option(help="As of today.", show_default=False),
    ] = None,
    audience: Annotated[str | None, typer.Option("--for", help="For whom it is.", show_default=False)] = None,
    by: Annotated[str | None, typer.Option(help="Who gives it.", show_default=False)] = None,
    document: Document = None,
    open_on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only what is open on that day.", show_default=False),
    ] = None,
    limit: Limit = 50,
    offset: Offset = 0,
    language: Spoken = None,
    as_json: AsJson = False,
) -> None:
    """List supports, programmes, funds and granted projects, with sources."""
    from bot.commands import registers as command
    from bot.registers.funding import FundingFilter

    day = open_on.date() if open_on else None
    wanted = FundingFilter(" ".join(query or ()), kind, status, audience, by, document, day)
    command.run_funding(wanted, command.Shown(limit, offset, language, as_json=as_json))


def _formed(form: Callable[[str], str], value: str | None, option: str) -> str | None:
    """A value of the right form; otherwise wrong usage."""
    try:
        return form(value) if value is not None else None
    except ValueError as error:
        raise typer.BadParameter(f"{error}.", param_hint=option) from error


def main() -> None:
    """Run the command line; nobody is shown a traceback who did not ask for one."""
    try:
        app(prog_name="regionsvar")
    except (Exception, KeyboardInterrupt) as error:
        from bot.commands.failing import end_with

        end_with(error)


def _one_of(words: list[str] | None, batch: Path | None, name: str) -> str | None:
    """The words as one text; None for a batch. One of the two must be there."""
    if words and batch:
        raise typer.BadParameter(f"Give a {name} or --batch, not both.")
    if not words and not batch:
        raise typer.BadParameter(
            f'Give a {name}, as in: regionsvar {sys.argv[1]} "Vem arbetar med bredband?"'
        )
    return " ".join(words) if words else None


if __name__ == "__main__":
    main()
