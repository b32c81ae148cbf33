"""What the shells are told so that the Tab key asks this program; and telling them, once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from jiangan_targets.cli import output
from jiangan_targets.cli.choices import code_of
from jiangan_targets.errors import Failure, message
from jiangan_targets.render import words
from jiangan_targets.storage.disk.reading import read_file
from jiangan_targets.storage.disk.results import append_text, write_file

INSTALL, SHOW = "--install-completion", "--show-completion"

_PROGRAM = "jiangan-targets"
_FUNCTION = "_jiangan_targets_completion"
_ASK = "_JIANGAN_TARGETS_COMPLETE=complete"

# The offers come in an order of their own, the newest record first: no shell is to sort them.
SCRIPTS = {
    "bash": f"""{_FUNCTION}() {{
    local IFS=$'\\n'
    COMPREPLY=( $( env COMP_WORDS="${{COMP_WORDS[*]}}" \\
                   COMP_CWORD=$COMP_CWORD \\
                   {_ASK}_bash $1 ) )
    return 0
}}

complete -o default -o nosort -F {_FUNCTION} {_PROGRAM} 2>/dev/null ||
    complete -o default -F {_FUNCTION} {_PROGRAM}
""",
    "zsh": f"""#compdef {_PROGRAM}

{_FUNCTION}() {{
  eval $(env _TYPER_COMPLETE_ARGS="${{words[1,$CURRENT]}}" {_ASK}_zsh {_PROGRAM})
}}

zstyle ':completion:*:*:{_PROGRAM}:*' sort false
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  {_FUNCTION} "$@"
else
  compdef {_FUNCTION} {_PROGRAM}
fi
""",
    "fish": f"complete --command {_PROGRAM} --no-files --keep-order "
    f'--arguments "(env {_ASK}_fish _TYPER_COMPLETE_FISH_ACTION=get-args '
    f'_TYPER_COMPLETE_ARGS=(commandline -cp) {_PROGRAM})" '
    f'--condition "env {_ASK}_fish _TYPER_COMPLETE_FISH_ACTION=is-args '
    f'_TYPER_COMPLETE_ARGS=(commandline -cp) {_PROGRAM}"\n',
}


class _Places(NamedTuple):
    """Where a shell finds the script; and the line that makes it look there, in which file, where it needs one."""

    script: Path
    settings: Path | None = None
    line: str = ""


def run(arguments: list[str]) -> bool:
    """Install or show what a shell needs, if that is asked for: `--install-completion zsh`.

    Raises:
        Misuse: there is nothing for that shell.
        Failure: it is not known which shell, or a file cannot be written.
    """
    option, sign, shell = arguments[0].partition("=") if arguments else ("", "", "")
    if option not in {INSTALL, SHOW} or len(arguments) > (1 if sign else 2) or arguments[1:] == ["--help"]:
        return False
    shell = shell or "".join(arguments[1:]) or _own_shell()
    shell = code_of(shell, SCRIPTS, option)
    if option == SHOW:
        output.write(SCRIPTS[shell])
    else:
        _install(shell, os.environ)
    return True


def _install(shell: str, environ: Mapping[str, str]) -> None:
    """Write what is not there yet, and say each path."""
    places = _places(shell, environ)
    script = SCRIPTS[shell].encode()
    told = False
    if read_file(places.script) != script:
        places.script.parent.mkdir(parents=True, exist_ok=True)
        write_file(Path(os.path.realpath(places.script)), script, overwrite=True)
        output.tell(message("Written: {path}", path=places.script))
        told = True
    if places.settings is not None:
        found = (read_file(places.settings) or b"").decode("utf-8", errors="replace")
        if places.line not in found.split("\n"):
            append_text(places.settings, ("\n" if found and not found.endswith("\n") else "") + places.line + "\n")
            output.tell(message("Written: {path}", path=places.settings))
            told = True
    done = message("The Tab key works in {shell} from its next start on.", shell=shell)
    output.write(words.say(done if told else message("It is installed for {shell} already.", shell=shell)) + "\n")


def _places(shell: str, environ: Mapping[str, str]) -> _Places:
    home = Path("~").expanduser()
    if shell == "bash":
        script = home / ".bash_completions" / f"{_PROGRAM}.sh"
        return _Places(script, home / ".bashrc", f"source '{script}'")
    if shell == "zsh":
        settings = Path(environ.get("ZDOTDIR") or home) / ".zshrc"
        return _Places(home / ".zfunc" / f"_{_PROGRAM}", settings, "fpath+=~/.zfunc; autoload -Uz compinit; compinit")
    configuration = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
    return _Places(configuration / "fish" / "completions" / f"{_PROGRAM}.fish")


def _own_shell() -> str:
    """The shell that runs this program, else the login shell."""
    parent = (read_file(Path(f"/proc/{os.getppid()}/comm")) or b"").decode(errors="replace").strip()
    for name in (parent, Path(os.environ.get("SHELL", "")).name):
        if name in SCRIPTS:
            return name
    raise Failure("Which shell? Add its name: {shells}.", shells=list(SCRIPTS))
