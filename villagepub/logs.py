"""What the programs say to whoever runs them: lines to read, or JSON for a collector.

No line may carry what must stay private: a number that could be somebody's, or an
address with a key in it, is blotted out whoever logs it.
"""

import logging
import re
import sys
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
    """Blot private numbers and keys out of every text of an event."""
    return {key: _blotted(value) for key, value in event.items()}


def _blotted(value: Any) -> Any:
    return _SECRETS.sub("…", value) if isinstance(value, str) else value
