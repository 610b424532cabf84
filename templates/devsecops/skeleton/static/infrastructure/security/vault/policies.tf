locals {
  # Each has keys of its own prefix in the one cache of its region.
  redis_services = setsubtract(var.services, ["analytics-etl", "payments"])
}

# Each service reads its own credentials and nothing of another one.
data "vault_policy_document" "service" {
  for_each = var.services

  rule {
    description  = "A role in the database that lives for hours"
    path         = each.key == "analytics-etl" ? "${vault_mount.database.path}/static-creds/${each.key}" : "${vault_mount.database.path}/creds/${each.key}"
    capabilities = ["read"]
  }

  rule {
    description  = "Keys of others that the service was given"
    path         = "${vault_mount.secrets.path}/data/${var.namespace}/${each.key}"
    capabilities = ["read"]
  }

  rule {
    description  = "Its own lease and token, for as long as it runs"
    path         = "sys/leases/renew"
    capabilities = ["update"]
  }

  rule {
    path         = "auth/token/renew-self"
    capabilities = ["update"]
  }

  # External Secrets looks at the token with which it has read a key, and gives it back.
  rule {
    path         = "auth/token/lookup-self"
    capabilities = ["read"]
  }

  rule {
    path         = "auth/token/revoke-self"
    capabilities = ["update"]
  }

  dynamic "rule" {
    for_each = contains(local.redis_services, each.key) ? toset(["redis"]) : toset([])

    content {
      description  = "Where the cache is, and its password"
      path         = "${vault_mount.secrets.path}/data/${var.namespace}/${rule.value}"
      capabilities = ["read"]
    }
  }

  # Card tokens are for payments alone.
  dynamic "rule" {
    for_each = each.key == "payments" ? toset(["encrypt", "decrypt", "rewrap"]) : toset([])

    content {
      description  = "Card tokens: ${rule.value}"
      path         = "${vault_mount.transit.path}/${rule.value}/${vault_transit_secret_backend_key.card_tokens.name}"
      capabilities = ["update"]
    }
  }
}

resource "vault_policy" "service" {
  for_each = var.services

  name   = "${var.namespace}-${each.key}"
  policy = data.vault_policy_document.service[each.key].hcl
}
