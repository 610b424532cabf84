#!/usr/bin/env bash
# Prints where the preview of a pull request is.
set -euo pipefail
echo "https://pr-$1.${{ values.previewDomain }}"
