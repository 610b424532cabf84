#!/bin/sh
# Tests the rules with promtool; needs promtool and yq (mikefarah's) on the PATH.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Kubernetes wraps rules in an object; promtool wants them bare.
for name in recording-rules alerts slo; do
  yq '.spec' "../$name.yaml" > "$work/$name.yaml"
done
cp ./*.test.yaml "$work"
promtool check rules "$work/recording-rules.yaml" "$work/alerts.yaml" "$work/slo.yaml"
promtool test rules "$work"/*.test.yaml
