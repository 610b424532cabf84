mock_provider "google" {}

variables {
  project  = "shop-test"
  name     = "shop-test-techdocs"
  location = "EU"
  reader   = "principal://iam.googleapis.com/projects/1234/locations/global/workloadIdentityPools/shop-test.svc.id.goog/subject/ns/portal/sa/portal"
}

run "lets_the_portal_read_and_nobody_else" {
  command = plan

  assert {
    condition     = google_storage_bucket_iam_member.reader.role == "roles/storage.objectViewer"
    error_message = "The portal reads; it does not write."
  }

  assert {
    condition     = google_storage_bucket.this.public_access_prevention == "enforced"
    error_message = "Nothing in it can be made public."
  }
}

run "refuses_to_be_public" {
  command = plan

  variables {
    reader = "allUsers"
  }

  expect_failures = [var.reader]
}

run "refuses_a_bucket_that_is_lost_with_its_region" {
  command = plan

  variables {
    location = "europe-west1"
  }

  expect_failures = [var.location]
}
