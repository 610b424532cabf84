#!/usr/bin/env bash
# Prints a service's manifests as they are in a preview: its namespace, its
# names, one replica, and the image that was built for the pull request.
#
#   infrastructure/preview/render-service.sh <service> <namespace>
set -euo pipefail

service="$1"
namespace="$2"
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

edits=(
  --expression "s/^  namespace: shop$/  namespace: $namespace/"
  --expression "s/\.shop\.svc\.cluster\.local/.$namespace.svc.cluster.local/g"
  --expression "s/namespace=shop,/namespace=$namespace,/; s/namespace\.name=shop,/namespace.name=$namespace,/"
  --expression 's/^  minReplicas: .*/  minReplicas: 1/; s/^  maxReplicas: .*/  maxReplicas: 2/'
)
if jq --exit-status --arg service "$service" 'index($service)' <<< "${CHANGED:-[]}" > /dev/null; then
  registry="${REGISTRY:?}"
  edits+=(--expression "s#^\( *\(- \)\?image: \).*/$service:.*#\1${registry,,}/$service:${TAG:?}#")
fi
kubectl kustomize "$root/services/$service/k8s" | sed "${edits[@]}"
