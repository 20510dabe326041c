"""What a free notice says in words."""

from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.act import Act
from villagepub.notices import free
from villagepub.web.clerk import bp
from villagepub.web.http import acts, field, mends, needs, open_draft, revision_shown

MAX_LENGTH = 4000  # characters: an A3 sheet of large type


@bp.get("/drafts/<int:draft_id>/words")
@needs(Action.DRAFT)
@mends("clerk.tasks")
def words(draft_id: int) -> ResponseReturnValue:
    found = open_draft.load(draft_id)
    free.require_free(found.notice.form)
    return open_draft.show(
        "clerk/words.html",
        found,
        text="\n".join(found.sheet.options.paragraphs),
        most=MAX_LENGTH,
    )


@bp.post("/drafts/<int:draft_id>/words")
@needs(Action.DRAFT)
@acts("clerk.words", then="clerk.columns")
def write_words(act: Act, draft_id: int) -> str:
    lines = field("text")[:MAX_LENGTH].splitlines()
    free.write(
        act,
        draft_id=draft_id,
        revision=revision_shown(),
        paragraphs=[line.strip() for line in lines if line.strip()],
    )
    return ""
