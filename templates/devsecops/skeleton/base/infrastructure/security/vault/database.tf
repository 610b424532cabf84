resource "vault_mount" "database" {
  path        = "database"
  type        = "database"
  description = "Roles in PostgreSQL that come and go"
}

locals {
  login_ttl = 86400

  # What copies the tables of others reads through one role that stays, because
  # the rights to these tables are its own. Its password changes every day.
  static_services  = setintersection(var.services, ["analytics-etl"])
  dynamic_services = setsubtract(var.services, ["analytics-etl"])
}

resource "vault_database_secret_backend_connection" "shop" {
  backend = vault_mount.database.path
  name    = "shop-postgres"
  # Static and dynamic roles alike have the name of their service.
  allowed_roles            = tolist(var.services)
  verify_connection        = true
  root_rotation_statements = ["ALTER ROLE \"{{name}}\" WITH PASSWORD '{{password}}';"]

  # The certificate of Cloud SQL names the instance and not the host: what is
  # verified is that the instance's own authority has signed it.
  postgresql {
    connection_url          = "postgresql://{{username}}:{{password}}@${var.database.host}:${var.database.port}/${var.database.name}?sslmode=verify-ca"
    tls_ca                  = var.database_ca
    username                = var.database_username
    password_wo             = var.database_password
    password_wo_version     = var.database_password_version
    password_authentication = "scram-sha-256"
    max_open_connections    = 5
    max_connection_lifetime = 300
  }
}

# A service's tables belong to the role of its name; who logs in acts as it,
# so that what one login has made the next one may change.
resource "vault_database_secret_backend_role" "service" {
  for_each = local.dynamic_services

  backend = vault_mount.database.path
  name    = each.key
  db_name = vault_database_secret_backend_connection.shop.name

  creation_statements = [
    "CREATE ROLE \"{{name}}\" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' IN ROLE \"${each.key}\";",
    "ALTER ROLE \"{{name}}\" SET ROLE \"${each.key}\";",
  ]
  renew_statements = [
    "ALTER ROLE \"{{name}}\" VALID UNTIL '{{expiration}}';",
  ]
  revocation_statements = [
    "REASSIGN OWNED BY \"{{name}}\" TO \"${each.key}\";",
    "DROP OWNED BY \"{{name}}\";",
    "DROP ROLE IF EXISTS \"{{name}}\";",
  ]

  # External Secrets asks for the next login after half of it.
  default_ttl = local.login_ttl
  max_ttl     = local.login_ttl
}

resource "vault_database_secret_backend_static_role" "service" {
  for_each = local.static_services

  backend         = vault_mount.database.path
  name            = each.key
  db_name         = vault_database_secret_backend_connection.shop.name
  username        = replace(each.key, "-", "_")
  rotation_period = 86400
  rotation_statements = [
    "ALTER ROLE \"{{name}}\" WITH PASSWORD '{{password}}';",
  ]
}
