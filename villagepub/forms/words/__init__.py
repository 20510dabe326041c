"""Cells of words: classes, reasons, remarks, marks, and how a row is called."""
