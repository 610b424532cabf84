#!/usr/bin/env bash
# Says something in the one comment that a pull request has about its preview.
#
#   infrastructure/preview/comment.sh <number> <text>
set -euo pipefail

number="$1"
marker='<!-- preview-environment -->'
body="$marker
$2"
comment="$(gh api "repos/$GITHUB_REPOSITORY/issues/$number/comments" --paginate \
  --jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$marker\"))) | .id" | head --lines 1)"
if [ -n "$comment" ]; then
  gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$comment" --raw-field body="$body" > /dev/null
else
  gh api --method POST "repos/$GITHUB_REPOSITORY/issues/$number/comments" --raw-field body="$body" > /dev/null
fi
