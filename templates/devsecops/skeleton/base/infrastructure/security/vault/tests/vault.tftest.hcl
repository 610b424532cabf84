mock_provider "vault" {
  mock_data "vault_policy_document" {
    defaults = {
      hcl = "path \"database/creds/core\" { capabilities = [\"read\"] }"
    }
  }
}

variables {
  services          = ["analytics-etl", "core", "payments"]
  database_password = "only-for-the-plan"
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
    condition     = toset(keys(vault_database_secret_backend_role.service)) == toset(["core", "payments"])
    error_message = "Services log in with roles that come and go."
  }

  assert {
    condition     = vault_database_secret_backend_role.service["core"].max_ttl <= 86400
    error_message = "A login lives one day at most."
  }

  assert {
    condition     = vault_database_secret_backend_static_role.service["analytics-etl"].rotation_period == 86400
    error_message = "The password of the role that stays changes every day."
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

run "refuses_to_ask_vault_in_the_open" {
  command = plan

  variables {
    address = "http://vault.example.com"
  }

  expect_failures = [var.address]
}
