"""转发包: the words, the pictures and the address, each as a file by its name."""

from collections.abc import Iterable, Iterator

from villagepub.content import NoticeContent
from villagepub.render.broadcast import broadcast
from villagepub.render.texts import share_text


def share_package(
    content: NoticeContent, pictures: Iterable[bytes]
) -> Iterator[tuple[str, bytes]]:
    yield "要贴的话.txt", share_text(content).encode()
    yield "网址.txt", f"{content.url}\n".encode()
    for number, picture in enumerate(pictures, 1):
        yield f"图片{number}.png", picture
    yield "广播稿.txt", f"{broadcast(content)}\n".encode()
