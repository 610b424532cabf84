#!/usr/bin/env bash
# Brings up the preview of a pull request in a namespace of its own.
#
#   infrastructure/preview/deploy.sh <number>
#
# CHANGED   JSON list of the services whose image was built for it
# REGISTRY  where those images are, and TAG their version
# The payments service gets the sandbox keys LIQPAY_PUBLIC_KEY and LIQPAY_PRIVATE_KEY.
set -euo pipefail

number="$1"
[[ "$number" =~ ^[1-9][0-9]*$ ]] || { echo "Not the number of a pull request: $number" >&2; exit 2; }
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
namespace="preview-pr-$number"

kubectl kustomize "$here" | sed "s/pr-0/pr-$number/g" > "${RUNNER_TEMP:-/tmp}/$namespace.yaml"
# The namespace comes first, because the password has to be in it before the database starts.
kubectl create namespace "$namespace" --dry-run=client --output yaml | kubectl apply --filename -
if ! kubectl get secret preview-database --namespace "$namespace" > /dev/null 2>&1; then
  kubectl create secret generic preview-database --namespace "$namespace" \
    --from-literal="password=$(openssl rand -hex 24)"
fi
password="$(kubectl get secret preview-database --namespace "$namespace" --output 'jsonpath={.data.password}' | base64 --decode)"
kubectl apply --server-side --force-conflicts --filename "${RUNNER_TEMP:-/tmp}/$namespace.yaml"
kubectl rollout status statefulset/postgres --namespace "$namespace" --timeout 5m

while read -r service; do
  secret=(
    "--from-literal=database-url=postgresql://preview:$password@postgres.$namespace.svc.cluster.local:5432/$service"
    "--from-literal=redis-url=redis://redis.$namespace.svc.cluster.local:6379"
  )
  if [ "$service" = payments ]; then
    secret+=("--from-literal=liqpay-public-key=${LIQPAY_PUBLIC_KEY:?}" "--from-literal=liqpay-private-key=${LIQPAY_PRIVATE_KEY:?}")
  fi
  kubectl create secret generic "$service" --namespace "$namespace" "${secret[@]}" \
    --dry-run=client --output yaml | kubectl apply --filename -
  "$here/render-service.sh" "$service" "$namespace" \
    | kubectl apply --server-side --force-conflicts --namespace "$namespace" --filename -
done < "$here/services.txt"
while read -r service; do
  kubectl rollout status "deployment/$service" --namespace "$namespace" --timeout 5m
done < "$here/services.txt"
