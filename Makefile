# The verbs of the house. `make` alone lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help init run photo test quick kill-test check format bench bundle try-bundle wechat-lab screenshots lock clean

help: ## 这张单子
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

init: .venv/ready ## 只装好环境：.venv 和命令 villagepub

# What the product itself needs, without the tools of those who change it: a fresh
# machine shows its first page in half the time.
.venv/runs: requirements-run.txt pyproject.toml
	@sh bin/python-ready $(PYTHON)
	@if [ -e .venv/ready ]; then $(MAKE) --no-print-directory .venv/ready; else \
	  echo "第一次：装好要用的，一分钟左右" && $(PYTHON) -m venv .venv && \
	  $(BIN)/pip install --quiet --disable-pip-version-check -r requirements-run.txt && \
	  $(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e . ; fi
	@touch $@

.venv/ready: requirements.txt pyproject.toml
	@sh bin/python-ready $(PYTHON)
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

run: .venv/runs ## 开起来：网页和送消息的，没有数据就先放演示的安塞区
	@sh bin/run

photo: .venv/photo ## 装上认照片的部件：纸上的表拍一张就能读

.venv/photo: .venv/runs requirements-photo.txt
	@echo "装认照片的部件，装好占三百五十兆"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-photo.txt
	@touch $@

test: .venv/ready ## 全部测试；缺浏览器、PostgreSQL、Redis 就先装
	@sh bin/test

quick: .venv/ready ## 一分钟以内：只跑规则的测试，不要数据库和浏览器
	@$(BIN)/pytest -q -m quick -n 2 --dist loadfile

kill-test: .venv/ready ## 一分钟里不停地杀送消息的进程：不丢、不重
	@VILLAGEPUB_KILL_SECONDS=60 $(BIN)/pytest -q -s tests/kill

check: .venv/ready ## 格式、语法、类型、分层、模板
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet

format: .venv/ready ## 改好格式
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv-bench/ready ## 跟同类比快慢：一张表，存在 benchmarks/results
	@PYTHONPATH=. .venv-bench/bin/python -m benchmarks

.venv-bench/ready: requirements.txt requirements-photo.txt requirements-bench.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check -r requirements.txt -r requirements-photo.txt -r requirements-bench.txt
	@touch $@

bundle: .venv/runs ## 做一个装机文件：不上网的机器也装得上
	@sh bin/bundle

try-bundle: ## 在没有网络的地方试装一遍
	@sh bin/try-bundle

wechat-lab: .venv/ready ## 假微信：看公示怎么到“群”里
	@$(BIN)/python -m tests.wechat_server

screenshots: .venv/ready ## 重拍操作手册里的图
	@sh bin/screenshots

lock: .venv/ready ## 依赖改了以后，重新锁定 requirements*.txt
	$(BIN)/pip-compile --quiet --strip-extras --extra dev --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements.txt pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -c requirements.txt -o requirements-run.txt pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --extra photo --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -c requirements.txt -o requirements-photo.txt pyproject.toml

clean: ## 去掉环境和缓存，不动 instance/
	rm -rf .venv .venv-bench .mypy_cache .ruff_cache .pytest_cache .hypothesis
