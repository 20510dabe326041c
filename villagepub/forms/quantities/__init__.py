"""Numbers with their units: as they are written, in the unit of the form, or asked about."""
