#!/usr/bin/env bash
# Asks every service of a preview whether it is ready to serve, from outside.
#
#   infrastructure/preview/smoke-test.sh https://pr-123.preview.example.com
set -euo pipefail

url="$1"
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
failed=0
while read -r service; do
  if curl --fail --silent --show-error --max-time 10 \
    --retry 12 --retry-delay 5 --retry-all-errors \
    --output /dev/null "$url/services/$service/readyz"; then
    echo "$service is ready"
  else
    echo "$service is not ready" >&2
    failed=1
  fi
done < "$here/services.txt"
exit "$failed"
