mock_provider "vault" {
  mock_data "vault_policy_document" {
    defaults = {
      hcl = "path \"database/creds/core\" { capabilities = [\"read\"] }"
    }
  }
}

variables {
  services          = ["analytics-etl", "core", "loyalty-points", "payments"]
  database_password = "only-for-the-plan"
  database_ca       = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
}

run "gives_each_service_its_own_credentials" {
  command = plan

  assert {
    condition     = tolist(vault_kubernetes_auth_backend_role.service["core"].bound_service_account_names) == tolist(["core"])
    error_message = "A role is for the account of its service alone."
  }

  assert {
    condition     = tolist(vault_kubernetes_auth_backend_role.service["core"].bound_service_account_namespaces) == tolist(["shop"])
    error_message = "An account of the same name elsewhere gets nothing."
  }

  assert {
    condition     = vault_kubernetes_auth_backend_role.service["core"].token_no_default_policy
    error_message = "A service may do what its policy says and nothing else."
  }

  assert {
    condition     = toset(keys(vault_database_secret_backend_role.service)) == toset(["core", "loyalty-points", "payments"])
    error_message = "Services log in with roles that come and go."
  }

  assert {
    condition     = vault_database_secret_backend_role.service["core"].max_ttl <= 86400
    error_message = "A login lives one day at most."
  }

  # A login is revoked with the token that asked for it.
  assert {
    condition     = vault_kubernetes_auth_backend_role.service["core"].token_ttl > vault_database_secret_backend_role.service["core"].max_ttl && vault_kubernetes_auth_backend_role.service["core"].token_max_ttl > vault_database_secret_backend_role.service["core"].max_ttl
    error_message = "The token outlives the login."
  }

  assert {
    condition     = vault_database_secret_backend_static_role.service["analytics-etl"].rotation_period == 86400
    error_message = "The password of the role that stays changes every day."
  }
}

run "verifies_whose_database_it_is" {
  command = plan

  assert {
    condition     = endswith(vault_database_secret_backend_connection.shop.postgresql[0].connection_url, "@postgres.shop.internal:5432/shop?sslmode=verify-ca") && vault_database_secret_backend_connection.shop.postgresql[0].tls_ca == var.database_ca
    error_message = "Vault sends its password to the managed database alone."
  }
}

run "gives_the_cache_to_who_has_a_use_for_it" {
  command = plan

  assert {
    condition     = contains([for rule in data.vault_policy_document.service["core"].rule : rule.path], "secret/data/shop/redis")
    error_message = "Core keeps products in it."
  }

  assert {
    condition     = contains([for rule in data.vault_policy_document.service["loyalty-points"].rule : rule.path], "secret/data/shop/redis")
    error_message = "The secret of a service of your own names it, and could not be filled without."
  }

  assert {
    condition     = !contains([for rule in data.vault_policy_document.service["payments"].rule : rule.path], "secret/data/shop/redis")
    error_message = "Payments keeps nothing in it."
  }
}

run "lets_payments_alone_use_the_key_of_card_tokens" {
  command = plan

  assert {
    condition     = length([for rule in data.vault_policy_document.service["payments"].rule : rule if strcontains(rule.path, "card-tokens")]) == 3
    error_message = "Payments encrypts, decrypts and wraps again."
  }

  assert {
    condition     = alltrue([for rule in data.vault_policy_document.service["core"].rule : !strcontains(rule.path, "transit")])
    error_message = "Nobody else reaches the key."
  }

  assert {
    condition     = !vault_transit_secret_backend_key.card_tokens.exportable && !vault_transit_secret_backend_key.card_tokens.deletion_allowed
    error_message = "The key stays in Vault."
  }
}

run "notes_every_request_twice" {
  command = plan

  assert {
    condition     = vault_audit.disk.options.file_path != vault_audit.stdout.options.file_path
    error_message = "One full disk must not stop Vault."
  }
}

run "refuses_a_database_that_nobody_vouches_for" {
  command = plan

  variables {
    database_ca = "server-ca.pem"
  }

  expect_failures = [var.database_ca]
}

run "refuses_to_ask_vault_in_the_open" {
  command = plan

  variables {
    address = "http://vault.example.com"
  }

  expect_failures = [var.address]
}
