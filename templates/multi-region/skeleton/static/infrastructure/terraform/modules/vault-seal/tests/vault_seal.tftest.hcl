mock_provider "google" {}

variables {
  project  = "shop-test"
  location = "europe"
  member   = "serviceAccount:shop-vault@shop-test.iam.gserviceaccount.com"
}

run "lets_vault_alone_use_the_key" {
  command = plan

  assert {
    condition     = alltrue([for grant in google_kms_crypto_key_iam_member.vault : grant.member == var.member])
    error_message = "Nobody else may."
  }

  assert {
    condition     = google_kms_crypto_key.unseal.rotation_period == "7776000s"
    error_message = "The key changes every 90 days."
  }
}

run "refuses_a_key_that_is_lost_with_its_region" {
  command = plan

  variables {
    location = "europe-west1"
  }

  expect_failures = [var.location]
}
