# make brief   set up on first use, then build the example brief for every audience
# make test    set up for development, then lint, types and tests
# make check   lint and types only
# make fuzz    look for crashes: other random draws, and a minute for each door that strangers' bytes come in by
# make golden  write anew what the tests hold pages and texts against; look at all of it
# make gallery make the pictures of docs/gallery.md anew
# make bench   measure the example brief (docs/performance.md); make bench-scale ever larger ones
# make lock    resolve the dependencies again
# make clean   remove what was built; the virtual environment too

BRIEF = briefs/us-japan-2plus2.yaml
RUN = .venv/bin
SETUP = bin/setup pyproject.toml

help:
	@sed -n '/^# make/s/^# //p' Makefile

# Exit status 3: this machine lacks something, which briefgen has named. Markdown needs less.
brief: .venv/ready
	@$(RUN)/briefgen build $(BRIEF) || { [ $$? = 3 ] && $(RUN)/briefgen build $(BRIEF) --to md; }

test: check
	$(RUN)/pytest --numprocesses auto --dist loadfile

check: .venv/ready-dev
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy

golden: .venv/ready-dev
	$(RUN)/python -m tests.test_japanese
	$(RUN)/python -m tests.test_pages

fuzz: .venv/ready-dev
	$(RUN)/pytest --numprocesses auto -m hypothesis --hypothesis-profile default
	$(RUN)/python -m pip install -qq "pip>=25.1"
	$(RUN)/python -m pip install -qq --group fuzz
	$(RUN)/python -m tests.fuzz.targets outline
	$(RUN)/python -m tests.fuzz.targets citation
	$(RUN)/python -m tests.fuzz.targets quotation

gallery: .venv/ready-dev
	$(RUN)/python -m tests.gallery

bench: .venv/ready-dev
	$(RUN)/python -m benchmarks

bench-scale: .venv/ready-dev
	$(RUN)/python -m benchmarks scale

lock: .venv/ready-dev
	$(RUN)/python -m pip install -qq uv
	$(RESOLVE) --group install --output-file requirements.lock
	$(RESOLVE) --group dev --output-file requirements-dev.lock

RESOLVE = $(RUN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command "make lock"

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/ready: requirements.lock $(SETUP)
	@bin/setup requirements.lock
	@touch $@

# The development lock holds everything that the other one does.
.venv/ready-dev: requirements-dev.lock $(SETUP)
	@bin/setup requirements-dev.lock
	@touch .venv/ready $@

.PHONY: help brief test check fuzz golden gallery bench bench-scale lock clean
