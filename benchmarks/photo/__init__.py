"""Printed lists, photographed badly, and what the product makes of them."""
