"""`completion`: what makes a shell complete commands, options and files with Tab."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script of a shell, to be read when it starts.

    \b
    Example:
      echo 'eval "$(kaartenbak completion bash)"' >> ~/.bashrc
      echo 'eval "$(kaartenbak completion zsh)"' >> ~/.zshrc
      kaartenbak completion fish > ~/.config/fish/completions/kaartenbak.fish
    """  # noqa: D301 - click wants the character itself
    from click.shell_completion import get_completion_class

    complete = get_completion_class(shell)
    assert complete is not None  # noqa: S101 - for the type checker
    root = context.find_root()
    click.echo(complete(root.command, {}, "kaartenbak", "_KAARTENBAK_COMPLETE").source())
