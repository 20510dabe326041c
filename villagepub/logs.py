"""What the programs say to whoever runs them: lines to read, or JSON for a collector.

No line may carry what must stay private: a number that could be somebody's, or an
address with a key in it, is blotted out whoever logs it.
"""

import logging
import re
import sys
from collections.abc import Mapping
from typing import Any

from villagepub.imports import without

with without("rich", "better_exceptions"):  # structlog prints tracebacks with them
    import structlog
from structlog.typing import EventDict, WrappedLogger

_SECRETS = re.compile(
    # of any script, in groups or not; 0911-0062011 is an office's
    r"(?<!\d)(?!0\d{2,3}-\d{7,8}(?!\d))\d(?:[\s.·-]?\d){10,}[Xx]?(?!\d)"
    r"|(?<=[?&])(?:access_token|key|secret|corpsecret)=[^&\s]+"
)

_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def configure(stream: Any = None) -> None:
    """JSON, once, before anything is logged. On a terminal lines in colour, of what went
    wrong only: the address and the code that somebody has to read stay in sight.
    """
    stream = stream or sys.stderr
    is_terminal = stream.isatty()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            blot,
            structlog.dev.ConsoleRenderer()
            if is_terminal
            else structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.WARNING if is_terminal else logging.NOTSET
        ),
        logger_factory=structlog.PrintLoggerFactory(stream),
    )
    # At DEBUG these print addresses, and addresses carry keys.
    for name in ("urllib3", "requests"):
        logging.getLogger(name).setLevel(logging.INFO)


def place_of(error: BaseException) -> str:
    """Function and line where an error arose: its own words may hold what somebody typed."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else ""


def blot(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Blot private numbers and keys out of every value of an event, and keep each value
    on its line: what somebody typed neither begins a line of its own nor colours one.
    """
    return {
        key: _lines(value) if key == "exception" else _blotted(value)
        for key, value in event.items()
    }


def _lines(trace: str) -> str:
    """A traceback, each line set in: none of them reads as one of ours."""
    return "\n".join(f"  {_blotted(line)}" for line in str(trace).split("\n"))


def _blotted(value: Any) -> Any:
    if isinstance(value, str):
        seen = _UNSEEN.sub("", value)
        return _CONTROLS.sub(_escaped, _SECRETS.sub("…", seen))
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return "…" if _SECRETS.search(str(value)) else value
    if isinstance(value, Mapping):
        return {_blotted(name): _blotted(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_blotted(one) for one in value]
    return _blotted(str(value))


def _escaped(sign: re.Match[str]) -> str:
    return sign[0].encode("unicode_escape").decode()
