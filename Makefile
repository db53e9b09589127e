PYTHON ?= python3

report test lint wheel lowest:
	$(PYTHON) dev.py $@

.PHONY: report test lint wheel lowest
