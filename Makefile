# The targets that people type. Each is a script under scripts/, where the work
# and its reasons are; `make` alone lists them.

.PHONY: help run test build bench measure measure-rules measure-window measure-pictures bench-bundle mutate windows test-windows same-windows run-windows arm64 sync e2e monkey race screenshots crash fuzz corpus

help: ## List the targets
	@sed -n 's/^\([a-z0-9-]*\): ## /  make \1\t/p' Makefile | expand -t 20

run: ## Install what is missing, build, and open the window; ARGS="--lang fr" too
	@scripts/run $(ARGS)

test: ## Install what is missing, then run every check and test
	@scripts/test

build: ## Build the programs into bin/
	@scripts/build

bench: ## Measure the hot code; BENCH=REGEXP chooses, PACKAGES=./internal/pdf too, BENCHTIME=40x how long each
	@scripts/bench

measure: ## Measure dossierctl beside qpdf, for docs/MEASUREMENTS.md; RUNS=5
	@RUNS="$(RUNS)" scripts/measure

bench-bundle: ## Measure bundles beside qpdf, mutool, pdfunite, pdftk and pdfcpu, for docs/MEASUREMENTS.md; RUNS=5
	@RUNS="$(RUNS)" scripts/bench-bundle

measure-rules: ## Measure how quickly rules are checked and hostile packs refused; COUNT=5
	@COUNT="$(COUNT)" scripts/measure-rules

measure-window: ## Measure the window beside the barest one of Fyne and rivals, for docs/MEASUREMENTS.md; RUNS=5 IDLE=60s FILES=50
	@RUNS="$(RUNS)" IDLE="$(IDLE)" FILES="$(FILES)" scripts/measure-window

measure-pictures: ## Measure thumbnails and the first start of the PDF engine, for docs/MEASUREMENTS.md; RUNS=5
	@RUNS="$(RUNS)" scripts/measure-pictures

mutate: ## Change the rooms that decide bit by bit, and see that a test fails; ROOMS="eligibility" WORKERS=2
	@WORKERS="$(WORKERS)" scripts/mutate/run $(ROOMS)

windows: ## Build the programs for Windows into bin/windows/
	@scripts/windows/build

test-windows: ## Run the tests as Windows programs under Wine; PACKAGES=./internal/durable too
	@scripts/windows/test $(PACKAGES)

same-windows: ## Make the same bundles here and under Wine, and hold their bytes against each other; ONLY=small
	@ONLY="$(ONLY)" scripts/windows/same

run-windows: ## Open the window for Windows under Wine and let it build the sample's bundle
	@scripts/windows/run

arm64: ## Build the programs for Linux on ARM into bin/arm64/
	@scripts/arm64

e2e: ## Drive the real program on a display of its own, to a built bundle; RUN=REGEXP chooses
	@RUN="$(RUN)" scripts/e2e

monkey: ## Let monkeys at the window, 11 times EVENTS=1000 random events, with the race detector
	@EVENTS="$(EVENTS)" scripts/monkey

race: ## Run every room's tests with the race detector, in random order; PACKAGES=./internal/ui chooses
	@PACKAGES="$(PACKAGES)" scripts/race

screenshots: ## Write a picture of every step to docs/screenshots
	@scripts/screenshots

crash: ## Kill the program at 1,000 random instants, cut the power at every step, and see that nothing is lost; KILLS=200
	@KILLS="$(KILLS)" scripts/crash

sync: ## Edit one dossier with two programs at once through two Syncthing instances; PORT=22100
	@PORT="$(PORT)" KEEP="$(KEEP)" scripts/sync

fuzz: ## Feed strange hand-over files, dossiers, packs and candidates; FUZZTIME=20m TARGETS=REGEXP
	@FUZZTIME="$(FUZZTIME)" TARGETS="$(TARGETS)" scripts/fuzz

corpus: ## Merge the difficult files beside qpdf, mutool and pdfunite, and look at every page; ONLY=TEXT MUTANTS=500 SEED=1 KEEP=FOLDER
	@ONLY="$(ONLY)" MUTANTS="$(MUTANTS)" SEED="$(SEED)" KEEP="$(KEEP)" scripts/corpus
