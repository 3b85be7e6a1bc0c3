# Every word here is a script under Scripts/ or a program under bench/; CI runs these same words.
SWIFT ?= swift
export SWIFT

.DEFAULT_GOAL := help
.PHONY: help setup demo test check build library bench browser faults fuzz tsan asan format docs test-kill toolchain

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install the Debian packages that are missing (none where all are there)
	@Scripts/setup.sh

toolchain:
	@Scripts/toolchain.sh

build: setup toolchain ## Release build in .build/release: cutroom, cutroom-media, cutroom-net
	@Scripts/build.sh

library: setup ## Fill library/ with photographs, music and clips
	@Scripts/fill-library.sh

demo: build library ## From the example feeds to a finished video; prints the mp4's path
	@Scripts/demo.sh

check: setup toolchain ## The gate: format, arrows, build without warnings, fast tests
	@Scripts/check.sh

test: toolchain ## All tests, with a quick look at the faults
	@Scripts/setup.sh faults
	@Scripts/test.sh

test-kill: build ## SIGKILL at random moments of examples/tiny; KILL_ARGS="--session 5 --engine 5"
	@python3 faults/lib/killing.py $(KILL_ARGS)

bench: build ## Measure beside other programs: items, saves, crashes, probe; ALL=1 large sizes too
	@Scripts/setup.sh bench
	@Scripts/bench.sh $(if $(ALL),--all)

faults: build ## Every fault test, one table; FULL=1 large numbers, T="T1 T3" only these, AGAIN=1
	@Scripts/setup.sh faults
	@faults/run $(if $(FULL),--full) $(if $(QUICK),--quick) $(if $(AGAIN),--again) $(T)

browser: build ## The report of a broken project in headless Chromium; PICTURE=FILE.png keeps it
	@Scripts/setup.sh browser
	@Tests/Browser/run $(if $(PICTURE),--picture $(PICTURE)) || [ $$? = 77 ]

fuzz: setup toolchain ## Fuzz the readers of other people's bytes, a minute each
	@Scripts/fuzz.sh

tsan: setup toolchain ## The tests under ThreadSanitizer
	@Scripts/sanitize.sh thread

asan: setup toolchain ## The tests under AddressSanitizer
	@Scripts/sanitize.sh address

format: toolchain ## Rewrite Sources and Tests in the house format
	@Scripts/format.sh

docs: toolchain ## Reference pages from the doc comments
	@Scripts/docs.sh
