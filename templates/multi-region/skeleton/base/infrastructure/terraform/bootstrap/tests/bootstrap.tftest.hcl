mock_provider "google" {}

run "keeps_a_state_for_each_environment" {
  command = plan

  variables {
    projects = ["${{ values.project }}", "${{ values.project }}-staging"]
  }

  # What backend.tf of the environments asks for.
  assert {
    condition = output.buckets == {
      "${{ values.project }}"         = "${{ values.project }}-terraform-state"
      "${{ values.project }}-staging" = "${{ values.project }}-staging-terraform-state"
    }
    error_message = "Each environment finds the bucket that it names."
  }

  assert {
    condition     = alltrue([for bucket in google_storage_bucket.state : bucket.versioning[0].enabled && bucket.public_access_prevention == "enforced"])
    error_message = "An older state can be had back, and nobody outside reads one."
  }

  assert {
    condition     = length(google_project_service.this) == length(var.projects) * length(local.services)
    error_message = "Each project has each of Google's services."
  }
}

run "refuses_a_single_region" {
  command = plan

  variables {
    location = "EUROPE-WEST1"
  }

  expect_failures = [var.location]
}
