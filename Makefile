# All tasks for Drift's sources. `make` lists them.

.DEFAULT_GOAL := help
SHELL := /bin/sh
.DELETE_ON_ERROR:

# The control plane of another Kubernetes: make soak KUBERNETES=1.34 (or 1.35). Empty for the newest.
KUBERNETES ?=
ifneq ($(KUBERNETES),)
export KUBEBUILDER_ASSETS := $(shell sh tools/control-plane/build.sh --print $(KUBERNETES))
endif

# What make bench measures: fleets of so many objects, and one of 1,050 that has to be rendered.
SIZES ?= 30 1050 10500 rendered

# How long make endurance runs.
MINUTES ?= 20

# More for Maven, such as MAVEN_ARGS='-o -q'.
MAVEN_ARGS ?=

# Maven 3 with the newest JDK that tools/java-home.sh finds, or one sentence for each missing tool.
define maven
	@java_home=$$(sh tools/build-tools.sh) || exit 1; \
	commit=$$(git rev-parse --short=12 HEAD 2>/dev/null || true); \
	JAVA_HOME="$$java_home" mvn --batch-mode --no-transfer-progress -Ddrift.commit="$$commit" $(MAVEN_ARGS)
endef

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## Build the program: drift-agent/target/dist/bin/drift
	$(maven) package -Dmaven.test.skip=true

test: test-tools control-plane renderers script-tests ## Run the whole suite, with a real Kubernetes control plane and Helm; installs what it needs
	$(maven) verify

quick: test-packages script-tests ## Run the tests that need no control plane
	$(maven) test -DexcludedGroups=cluster

# Checks for what make cannot install, before minutes of work.
test-tools:
	@sh tools/build-tools.sh --control-plane $(KUBERNETES) >/dev/null
	@sh tools/test-packages.sh

test-packages: ## Install git, bash, OpenSSH, PostgreSQL, Prometheus, Chromium and a registry for the tests, if they are missing
	@sh tools/build-tools.sh >/dev/null
	@sh tools/test-packages.sh

script-tests:
	@for test in tools/*-test.sh; do sh "$$test" || exit 1; done

soak: control-plane renderers ## Run the long tests: 20,000 generated objects, every remedy, a busy cluster without drift, thousands of updates, and what Flux's own code renders (CORPUS=folder adds manifests; KUBERNETES=1.34 selects the version)
	$(maven) test -pl drift-agent -am -Dgroups=soak -DexcludedGroups= -Dsurefire.failIfNoSpecifiedTests=false

accuracy: MAVEN_ARGS += --quiet
accuracy: control-plane ## Test Drift with thousands of changes to the example and to CORPUS=folder
	$(maven) test -pl drift-agent -am -Dtest=Accuracy -Dsurefire.failIfNoSpecifiedTests=false -Ddrift.accuracy.corpus="$(if $(CORPUS),$(abspath $(CORPUS)))"

check: ## Check the format, and compile with every check on
	$(maven) spotless:check test-compile

format: ## Format the Java sources
	$(maven) spotless:apply

goldens: ## Rewrite the golden files of tests; review the diff before you commit it
	$(maven) test -pl drift-agent -am -Ddrift.goldens=write -DexcludedGroups=cluster -Dgroups=golden -Dsurefire.failIfNoSpecifiedTests=false

record-rules: control-plane ## Run the cases of the rules on a real API server and record them (RULES=CFG: only those)
	$(maven) test -pl drift-agent -am -Dtest=LiveRulesTest -Dsurefire.failIfNoSpecifiedTests=false -Ddrift.rules.record=true -Ddrift.rules="$(RULES)"

docs: goldens ## Regenerate docs/cli.md and docs/rules.md

demo demo-record demo-live demo-act demo-serve: MAVEN_ARGS += --quiet
demo: build ## Run Drift on the example: what drifted after a dozen manual changes
	@sh tools/demo.sh

demo-record: build control-plane ## Re-record the demo's snapshot from a real control plane
	@sh tools/demo-record.sh

demo-live: build control-plane ## Run the demo on a real control plane
	@sh tools/demo-live.sh

demo-act: build control-plane ## Revert one manual change and adopt another, on a real control plane and a real Git server
	@sh tools/demo-act.sh

demo-serve: build control-plane ## Watch a real control plane with the daemon, which undoes a manual change as it happens
	@sh tools/demo-serve.sh

bench: dist renderers ## Benchmark drift check against kubectl diff, the bare LISTs, and kustomize and helm (SIZES='30 1050 10500 rendered')
	@sh tools/test-packages.sh --bench
	@java_home=$$(sh tools/java-home.sh) || exit 1; \
	"$$java_home/bin/java" -cp 'drift-bench/target/classes:drift-bench/target/lib/*' dev.drift.bench.Bench drift-agent/target/dist/bin/drift $(SIZES)

endurance: dist ## Keep the daemon running over 10,500 objects under load and faults for MINUTES=20; prints latencies, memory and losses
	@java_home=$$(sh tools/java-home.sh) || exit 1; \
	"$$java_home/bin/java" -cp 'drift-bench/target/classes:drift-bench/target/lib/*' dev.drift.bench.endurance.Endurance drift-agent/target/dist/bin/drift $(MINUTES) 10500

# The benchmarks are compiled with the tests, which are not to run now.
bench-micro: ## Benchmark the stages of the engine and its updates with JMH (BENCHMARK=Update: only those)
	$(maven) package -DskipTests
	@java_home=$$(sh tools/java-home.sh) || exit 1; \
	"$$java_home/bin/java" -cp 'drift-bench/target/test-classes:drift-bench/target/classes:drift-rules/target/test-classes:drift-bench/target/lib/*' org.openjdk.jmh.Main $(BENCHMARK)

control-plane: ## Build etcd, the Kubernetes control plane, kubectl and kwok, once
	@sh tools/control-plane/build.sh $(KUBERNETES)

renderers: ## Build Helm 4, Helm 3, Kustomize, SOPS and the oracle of Flux, once
	@sh tools/renderers/build.sh

dist: build control-plane ## Pack the program, with its AOT cache: drift-agent/target/drift.tar.gz
	sh tools/aot-cache.sh
	tar -C drift-agent/target/dist --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -czf drift-agent/target/drift.tar.gz --transform 's,^\.,drift,' .

image: build renderers ## Build an OCI image of the program: drift-agent/target/drift-image.tar
	@java_home=$$(sh tools/java-home.sh) || exit 1; MAVEN_ARGS='$(MAVEN_ARGS)' sh tools/image/build.sh "$$java_home"

image-check: image control-plane ## Check what is in the image, and run it in its own layers, as in a Pod
	$(maven) test -pl drift-agent -am -Dtest='ImageCheck,CronJobIT,DaemonPodIT' -Ddrift.image='$(CURDIR)/drift-agent/target/drift-image.tar' -Dsurefire.failIfNoSpecifiedTests=false

clean: ## Remove what was built
	$(maven) clean

.PHONY: help build test quick test-tools test-packages script-tests soak accuracy bench endurance bench-micro check format goldens record-rules docs demo demo-record demo-live demo-act demo-serve control-plane renderers dist image image-check clean
