"""Forms to collect records with: a workbook, a tally sheet for the wall, a form for a tablet."""

from bridging.forms.new import new_study, next_steps

__all__ = ["new_study", "next_steps"]
