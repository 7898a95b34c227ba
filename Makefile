# Each target sets up what it needs by itself; `make` alone says which there are.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
DEMO = build/demo
LANGUAGE_OF_DEMO ?= en

.PHONY: help demo assets test format picture bench bench-validation bench-serving clean
.DEFAULT_GOAL := help

help:
	@echo "make demo    show what the package does (LANGUAGE_OF_DEMO=ru: in Russian)"
	@echo "make assets  fetch the SPARQL editor of etom serve with npm"
	@echo "make test    run everything that a change must pass; takes several minutes"
	@echo "make format  bring Python and Turtle into form"
	@echo "make picture draw the picture of the README anew"
	@echo "make bench   measure speed"
	@echo "make bench-validation  measure validation beside other engines, OPTIONS=\"--sizes 1000 10000\" for less"
	@echo "make bench-serving  measure etom serve, OPTIONS=\"--only mixed --minutes 60\" for an hour of mixed load"
	@echo "make clean   delete .venv, build and dist"

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/pip install --quiet --editable ".[dev]"
	@touch $@

# Words of the demo: $(call say,English,Russian)
comma := ,
say = $(if $(filter ru,$(LANGUAGE_OF_DEMO)),$(2),$(1))
heading = @echo "\# $(say)"

demo: $(VENV)/installed
	@mkdir -p $(DEMO)
	$(call heading,An element of the standard,Элемент стандарта)
	@$(BIN)/etom show 1.1.1.12 --lang $(LANGUAGE_OF_DEMO)
	@echo
	$(call heading,A model with typical mistakes$(comma) checked against the whole standard,Модель с типичными ошибками и её проверка по всему стандарту)
	@$(BIN)/etom validate examples/operator/faulty.ttl --lang $(LANGUAGE_OF_DEMO) || test $$? -eq 1
	@echo
	$(call heading,The same operator's model as it should be,Модель той же организации без ошибок)
	@$(BIN)/etom validate examples/operator/model.ttl --lang $(LANGUAGE_OF_DEMO)
	@echo
	$(call heading,What it does not cover,Что она не покрывает)
	@$(BIN)/etom query uncovered-elements --data examples/operator/model.ttl --lang $(LANGUAGE_OF_DEMO)
	@$(BIN)/etom map examples/operator/model.ttl --lang en -o $(DEMO)/map.en.svg
	@$(BIN)/etom map examples/operator/model.ttl --lang ru -o $(DEMO)/map.ru.svg
	@echo
	$(call heading,What the operator's BPMN diagram$(comma) register and mapping set cover$(comma) read as they are,Что покрывают диаграмма BPMN$(comma) реестр и набор соответствий)
	@$(BIN)/etom coverage examples/sources --lang $(LANGUAGE_OF_DEMO)
	@$(BIN)/etom coverage examples/sources --lang $(LANGUAGE_OF_DEMO) --format html -o $(DEMO)/coverage.html
	@echo
	@echo "$(call say,The map of the model that conforms,Карта модели без ошибок): $(DEMO)/map.en.svg, $(DEMO)/map.ru.svg"
	@echo "$(call say,Open this page in a browser,Откройте страницу в браузере): $(DEMO)/coverage.html"
	@echo "$(call say,All of it as pages$(comma) with SPARQL and REST,Всё это на страницах$(comma) со SPARQL и REST): $(BIN)/etom serve examples/sources"

# Format, lint, types, canonical Turtle, the project's own checks, tests: all that a change must pass.
test: $(VENV)/installed-dev $(if $(shell command -v npm),assets)
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/etom format --check ontology shapes vocabularies examples tests
	$(BIN)/etom check
	$(BIN)/pytest -n 2

# The SPARQL editor of etom serve, which a wheel has built in; a checkout works without it.
build/assets/yasgui/LICENCES.txt: assets/vendor.py assets/package.json assets/package-lock.json
	$(PYTHON) assets/vendor.py
	@touch $@

assets: build/assets/yasgui/LICENCES.txt

format: $(VENV)/installed-dev
	$(BIN)/ruff format
	$(BIN)/ruff check --fix
	$(BIN)/etom format ontology shapes vocabularies examples tests

# The only drawing in git; a test holds it to what this draws.
picture: $(VENV)/installed
	$(BIN)/etom map examples/sources --lang en -o docs/coverage.svg

bench: $(VENV)/installed-dev
	$(BIN)/python benchmarks/run.py

$(VENV)/installed-bench: $(VENV)/installed
	$(BIN)/pip install --quiet --editable ".[bench]"
	@touch $@

# Peers in JavaScript; where there is no npm, the table names them as not installed.
build/benchmarks/node:
	@mkdir -p $@
	-npm install --silent --prefix $@ shacl-engine rdf-validate-shacl @zazuko/env-node n3

bench-validation: $(VENV)/installed-bench build/benchmarks/node
	ETOM_NODE=build/benchmarks/node $(BIN)/python benchmarks/validation.py $(OPTIONS)

bench-serving: $(VENV)/installed-dev
	$(BIN)/python benchmarks/serving.py $(OPTIONS)

clean:
	rm -rf build dist $(VENV)
