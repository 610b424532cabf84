# A pod proves who it is with the token of its service account. Vault asks the
# cluster it runs in, so that no reviewer's token is kept here.
resource "vault_auth_backend" "kubernetes" {
  type        = "kubernetes"
  path        = "kubernetes"
  description = "Service accounts of the cluster"
}

resource "vault_kubernetes_auth_backend_config" "cluster" {
  backend         = vault_auth_backend.kubernetes.path
  kubernetes_host = var.kubernetes_host
}

resource "vault_kubernetes_auth_backend_role" "service" {
  for_each = var.services

  backend                          = vault_auth_backend.kubernetes.path
  role_name                        = each.key
  bound_service_account_names      = [each.key]
  bound_service_account_namespaces = [var.namespace]
  audience                         = "vault"
  token_policies                   = [vault_policy.service[each.key].name]
  # Only what the policy of the service says.
  token_no_default_policy = true
  # A login to the database ends with the token that asked for it, so the token
  # lives an hour longer. The role that stays is not bound to one.
  token_ttl     = contains(local.dynamic_services, each.key) ? local.login_ttl + 3600 : 900
  token_max_ttl = contains(local.dynamic_services, each.key) ? local.login_ttl + 3600 : 3600
}
