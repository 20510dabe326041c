"""A township's quarter as one PDF: a cover a village, then its posters; the worker's work."""

from villagepub.poster_books.jobs import (
    INKS,
    PAPERS,
    Progress,
    ask,
    file_of,
    progress,
    quarters,
    work,
)
