#!/usr/bin/env bash
# Deletes the previews whose pull request is closed, whatever event was missed.
set -euo pipefail

kubectl get namespaces --selector shop-platform.io/preview=true --output name \
  | sed --quiet 's#^namespace/preview-pr-\([1-9][0-9]*\)$#\1#p' \
  | while read -r number; do
    state="$(gh api "repos/$GITHUB_REPOSITORY/pulls/$number" --jq .state)"
    if [ "$state" = closed ]; then
      kubectl delete namespace "preview-pr-$number" --ignore-not-found --wait=false
    fi
  done
