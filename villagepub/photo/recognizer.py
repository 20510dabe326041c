"""The reading of printed characters: rapidocr with the models in its own wheel."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np

from villagepub.photo.page import Pixels

SETTINGS = {
    "Global.log_level": "error",
    "Global.use_cls": False,
    "Global.return_word_box": True,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Rec.rec_img_shape": [3, 48, 96],  # a figure is short: less to look at
    "Rec.rec_batch_num": 8,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """``confidence``: of the least sure character, 0 to 1."""

    text: str
    confidence: float


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params=SETTINGS)


def read(crops: Sequence[Pixels]) -> list[Read]:
    """The characters of pictures of one line each."""
    if not crops:
        return []
    coloured = [cv2.cvtColor(crop, cv2.COLOR_GRAY2BGR) for crop in crops]
    found = _engine().recognize_txt(coloured)
    return [
        Read(text=text.strip(), confidence=min(word.confs, default=0.0))
        for text, word in zip(found.txts, found.word_results, strict=True)
    ]


def boxes(even: Pixels) -> Pixels:
    """The corners of each line of characters: n × 4 × 2; n may be 0."""
    found = _engine()(
        cv2.cvtColor(even, cv2.COLOR_GRAY2BGR),
        use_det=True,
        use_cls=False,
        use_rec=False,
    )
    if found.boxes is None:
        return np.zeros((0, 4, 2), np.float32)
    return np.asarray(found.boxes, np.float32)
