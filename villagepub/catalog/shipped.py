"""Catalogs that come with the program, to begin with: samples, and they say so."""

from importlib.resources import files

from villagepub.act import Act
from villagepub.catalog.importer import CatalogImport, read_file, store
from villagepub.catalog.reader import Catalog
from villagepub.models import CatalogItem

NAMES = (
    "涉农补贴领域基层政务公开标准目录.xlsx",
    "社会救助领域基层政务公开标准目录.xlsx",
    "村务公开事项目录清单.xlsx",
)
SAMPLE = "示例："  # before the name of the file, wherever the source is shown


def read_shipped() -> dict[str, Catalog]:
    """By the name that they get as their source. Before the act, as every sheet."""
    folder = files("villagepub").joinpath("demo", "data")
    return {
        SAMPLE + name: read_file(folder.joinpath(name).read_bytes(), filename=name)
        for name in NAMES
    }


def store_shipped(act: Act, found: dict[str, Catalog]) -> list[CatalogImport]:
    return [store(act, catalog, source=name) for name, catalog in found.items()]


def is_sample(item: CatalogItem) -> bool:
    return item.source.startswith(SAMPLE)
