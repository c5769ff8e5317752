"""Help in sections: a decorator puts the options of another under a heading."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])
Adding: TypeAlias = Callable[[Function], Function]

_NAMES: Final = "__headings__"
_PARAMS: Final = "__click_params__"  # where click itself gathers them
_WIDEST: Final = 30  # characters, as in click's own help


def under(heading: str) -> Callable[[Adding[Function]], Adding[Function]]:
    """For a decorator that adds options: put these under `heading` in the help."""

    def outer(decorate: Adding[Function]) -> Adding[Function]:
        def decorated(function: Function) -> Function:
            before = len(getattr(function, _PARAMS, ()))
            function = decorate(function)
            added = (param.name for param in getattr(function, _PARAMS)[before:])
            headings = {**getattr(function, _NAMES, {}), **dict.fromkeys(added, heading)}
            setattr(function, _NAMES, headings)
            return function

        decorated.__doc__ = decorate.__doc__
        return decorated

    return outer


class Command(click.Command):
    """A command whose help lists its options by heading, those without one first."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections, each where its first option stands, all with one left column."""
        headings: dict[str | None, str] = getattr(self.callback, _NAMES, {})
        sections: dict[str, list[tuple[str, str]]] = {"Options": []}
        for param in self.get_params(ctx):
            row = param.get_help_record(ctx) if isinstance(param, click.Option) else None
            if row is not None:
                sections.setdefault(headings.get(param.name, "Options"), []).append(row)
        flags = [len(flag) for rows in sections.values() for flag, _ in rows]
        width = min(max(flags, default=0), _WIDEST)
        for heading, rows in sections.items():
            with formatter.section(heading):
                formatter.write_dl([(flag.ljust(width), told) for flag, told in rows])
