"""广播稿 as a sound file, by espeak-ng where it is installed; nothing is sent anywhere."""

import io
import shutil
import subprocess
import wave as wave_file

from villagepub.errors import UserError
from villagepub.render.speech import pinyin

PROGRAM = "espeak-ng"
VOICE = (
    "cmn-latn-pinyin"  # fed with pinyin: it reads characters of its own accord badly
)
WORDS_A_MINUTE = "140"
PATIENCE = 30  # seconds
MISSING = (
    "这台电脑没有装 espeak-ng，出不了声音文件。请管电脑的人装上（apt install espeak-ng），"
    "或者照着广播稿念，也可以在网页上点“听读”。"
)


def wave(text: str) -> bytes:
    """A WAV file of the text. Raises UserError where espeak-ng is missing or fails."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise UserError(MISSING)
    said = pinyin(text).encode()
    try:
        done = subprocess.run(  # noqa: S603  (our own words, and no shell)
            [program, "-v", VOICE, "-s", WORDS_A_MINUTE, "--stdin", "--stdout"],
            input=said,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        raise UserError("espeak-ng 没有出声音。请换成照着广播稿念。") from None
    return _sized(done.stdout)


def _sized(sound: bytes) -> bytes:
    """espeak-ng, writing into a pipe, does not know how long it will be, and says hours."""
    with wave_file.open(io.BytesIO(sound)) as said:
        frames, shape = said.readframes(said.getnframes()), said.getparams()
    out = io.BytesIO()
    with wave_file.open(out, "wb") as whole:
        whole.setnchannels(shape.nchannels)
        whole.setsampwidth(shape.sampwidth)
        whole.setframerate(shape.framerate)
        whole.writeframes(frames)
    return out.getvalue()
