# The commands of this project. `make` lists them.

SWIFT ?= swift
PREFIX ?= /usr/local
export SWIFT

# Tests are built with the check that a target imports only what it depends on, so that one build serves both.
DEBUG_FLAGS := --explicit-target-dependency-import-check error
# One set of flags for all that is built in release mode, or it would be built again. The standard library is inside, and
# no path to libraries beside the binary or in the toolchain: it can be copied elsewhere.
RELEASE_FLAGS := -c release --static-swift-stdlib --disable-local-rpath --product leadbridge
BINARY := .build/release/leadbridge

.DEFAULT_GOAL := help
.PHONY: help build demo test check-imports check-openapi bench torture fuzz mappings format lint install clean prepare

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# A toolchain is asked for before anything is installed.
prepare:
	@scripts/require-swift
	@scripts/install-system-packages

build: prepare ## Build the program in release mode: .build/release/leadbridge
	$(SWIFT) build $(RELEASE_FLAGS)

demo: build ## Build, then push samples into a local inbox and show what happened
	$(BINARY) demo

check-imports: prepare ## Build everything and check that each target imports only what it depends on
	$(SWIFT) build --build-tests $(DEBUG_FLAGS)

test: check-imports ## Build and run the tests
	scripts/test

check-openapi: check-imports ## Try the daemon and the local inbox against their OpenAPI descriptions (Python, from PyPI)
	@scripts/install-system-packages python3-venv
	scripts/check-openapi .build/debug/leadbridge

bench: build ## Measure, and write docs/benchmarks.md
	python3 Benchmarks/run.py $(CASES)

torture: build ## Kill 200 pushes and 100 daemons at random moments, and look whether anything is lost
	TORTURE_ROUNDS=200 TORTURE_RECORDS=20000 SERVE_TORTURE_ROUNDS=100 SERVE_TORTURE_POSTS=4000 SYNC_TORTURE_SEEDS=200 \
		LEADBRIDGE=$(CURDIR)/$(BINARY) \
		$(SWIFT) test --no-parallel $(DEBUG_FLAGS) --filter TortureTests

fuzz: prepare ## Run each fuzz target for a minute, with the address sanitizer
	scripts/fuzz $(SECONDS_EACH)

mappings: ## Embed the files of mappings/ and samples/ anew
	scripts/embed-mappings

format: ## Format all Swift files
	@scripts/require-swift
	$(SWIFT) format format --in-place --parallel --recursive --configuration .swift-format Package.swift Sources Tests

lint: ## Check the format of all Swift files, and that all mappings are embedded
	@scripts/require-swift
	scripts/embed-mappings --check
	scripts/check-format

# Under sudo there is often no toolchain on the PATH; then what was built before is installed.
install: ## Install the program and its completions under PREFIX (/usr/local)
	@if command -v $(SWIFT) >/dev/null 2>&1 || [ ! -x $(BINARY) ]; then $(MAKE) --no-print-directory build; fi
	@scripts/install-binary $(BINARY) $(PREFIX)

clean: ## Remove all that was built
	rm -rf .build
