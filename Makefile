# The targets that people type. Each is a script under scripts/, where the work
# and its reasons are; `make` alone lists them.

.PHONY: help run test build bench measure

help: ## List the targets
	@sed -n 's/^\([a-z-]*\): ## /  make \1\t/p' Makefile | expand -t 16

run: ## Install what is missing, build, and prepare the sample application; ARGS="--lang fr" too
	@scripts/run $(ARGS)

test: ## Install what is missing, then run every check and test
	@scripts/test

build: ## Build the programs into bin/
	@scripts/build

bench: ## Measure the hot code; BENCH=REGEXP chooses, PACKAGES=./internal/pdf too
	@scripts/bench

measure: ## Measure dossierctl beside qpdf, for docs/MEASUREMENTS.md; RUNS=5
	@RUNS="$(RUNS)" scripts/measure
