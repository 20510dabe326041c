"""The XML parts of a workbook as trees: no entity is filled in, nothing is fetched."""

from typing import Any

from lxml import etree


def xml_tree(data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser)
