"""Ask: queries, query."""

import argparse
from typing import TYPE_CHECKING

from etom_rdf.cli.model_reading import nothing_read, read_models
from etom_rdf.cli.output import write, write_json
from etom_rdf.cli.store_options import add_graphs, add_store_options, opened_store
from etom_rdf.cli.terminal import Commands, standard_input
from etom_rdf.errors import QueryError
from etom_rdf.text import Text

if TYPE_CHECKING:
    from etom_rdf.querying.library import QueryFile
    from etom_rdf.querying.result import QueryResult


def add_commands(commands: Commands) -> None:
    """Add the commands of this family."""
    say = commands.say
    commands.add(
        "queries", list_queries, example="etom queries --lang ru", formats=("text", "json"),
        summary=say("list the questions of the query library", "перечислить вопросы библиотеки"),
    )  # fmt: skip
    command = commands.add(
        "query", query, example="etom query functions-of-element id=1.1.1.5",
        formats=("table", "csv", "json", "turtle"),
        summary=say(
            "answer a question of the library, or a query of your own",
            "ответить на вопрос библиотеки или на ваш запрос",
        ),
        exit_codes=Text(
            en="exit codes: 0 answered, 2 something could not be read or asked",
            ru="коды завершения: 0 ответ получен, 2 что-то не удалось прочитать или выполнить",
        ),
    )  # fmt: skip
    command.add_argument(
        "query", metavar=say("NAME|FILE", "ИМЯ|ФАЙЛ"),
        help=say(
            "a name that `etom queries` lists, or a SPARQL file; - reads a query from stdin",
            "имя из списка `etom queries` или файл SPARQL; - читает запрос со стандартного ввода",
        ),
    )  # fmt: skip
    command.add_argument(
        "parameters", metavar=say("NAME=VALUE", "ИМЯ=ЗНАЧЕНИЕ"), nargs="*",
        help=say("the parameters of the question", "параметры вопроса"),
    )  # fmt: skip
    command.add_argument(
        "--data", metavar=say("FILE", "ФАЙЛ"), nargs="+", action="extend", default=[],
        help=say("process models in RDF", "модели процессов в RDF"),
    )  # fmt: skip
    add_store_options(commands, command)
    add_graphs(commands, command)


def list_queries(arguments: argparse.Namespace) -> int:
    """Run `etom queries`."""
    from etom_rdf.querying import queries  # noqa: PLC0415

    found = queries()
    if arguments.format == "json":
        write_json(
            [
                {
                    "name": one.name,
                    "question": one.question.as_json(),
                    "parameters": [
                        {"name": parameter.name, "type": parameter.type, "example": parameter.example}
                        for parameter in one.parameters
                    ],
                    "returns": list(one.returns),
                }
                for one in found
            ],
            arguments.output,
        )
        return 0
    blocks = []
    for one in found:
        # The language is the output's unless it is said.
        shown = (parameter for parameter in one.parameters if parameter.name != "language")
        usage = " ".join([one.name, *(f"{parameter.name}={parameter.example}" for parameter in shown)])
        blocks.append(f"{usage}\n    {one.question.in_language(arguments.lang)}")
    write("\n".join(blocks), arguments.output)
    return 0


def query(arguments: argparse.Namespace) -> int:
    """Run `etom query`."""
    from etom_rdf.querying import ask_store, run_query  # noqa: PLC0415

    found = _asked(arguments)
    given = dict(map(_pair, arguments.parameters))
    if any(parameter.name == "language" for parameter in found.parameters):
        given.setdefault("language", arguments.lang)
    with opened_store(arguments) as store:
        if store is not None:
            _refuse_data(arguments)
            _write_answer(ask_store(found, store, parameters=given), arguments)
            return 0
    model = read_models(arguments.data, arguments.lang, processes_expected=False)
    if nothing_read(model):
        return 2
    _write_answer(run_query(found, data=model.quads, parameters=given), arguments)
    return 2 if model.errors else 0


def _write_answer(answer: "QueryResult", arguments: argparse.Namespace) -> None:
    from etom_rdf.querying.table_heads import RUSSIAN_HEADS  # noqa: PLC0415

    if arguments.format == "json":
        write_json(answer.as_json(), arguments.output)
    elif arguments.format == "csv":
        write(answer.as_csv(), arguments.output)
    elif arguments.format == "turtle" or answer.graph is not None:
        write(answer.as_turtle(), arguments.output)
    else:
        write(answer.as_table(heads=RUSSIAN_HEADS if arguments.lang == "ru" else {}), arguments.output)


def _refuse_data(arguments: argparse.Namespace) -> None:
    if arguments.data:
        raise QueryError(
            Text(
                en="a store is asked as it is, without --data; load the files into it with etom load",
                ru="хранилище опрашивается как есть, без --data; загрузите в него файлы командой etom load",
            )
        )


def _asked(arguments: argparse.Namespace) -> "QueryFile":
    from etom_rdf.querying.library import load_query, parse_query  # noqa: PLC0415

    if arguments.query != "-":
        return load_query(arguments.query)
    if "-" in arguments.data:
        raise QueryError(
            Text(
                en="stdin cannot be both the query and the data; give one of them as a file",
                ru="стандартный ввод не может быть и запросом, и данными; укажите что-то одно файлом",
            )
        )
    return parse_query(standard_input(arguments.lang), name="-")


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        from etom_rdf.identifiers import shown  # noqa: PLC0415

        raise QueryError(
            Text(
                en=f"‘{shown(text)}’ is not a parameter; write NAME=VALUE, and files after --data",
                ru=f"«{shown(text)}» — не параметр; пишите ИМЯ=ЗНАЧЕНИЕ, а файлы указывайте после --data",
            )
        )
    return name, value
