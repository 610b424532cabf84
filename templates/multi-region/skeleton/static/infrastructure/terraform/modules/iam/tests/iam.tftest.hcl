mock_provider "google" {}

variables {
  project = "shop-test"
  name    = "shop"

  workloads = {
    vault = {
      namespace       = "vault"
      service_account = "vault"
      roles           = ["roles/cloudsql.client", "roles/cloudsql.instanceUser"]
    }
  }
}

run "gives_each_workload_its_roles_and_no_more" {
  command = plan

  assert {
    condition     = length(google_project_iam_member.workloads) == 2
    error_message = "Two roles are given."
  }

  assert {
    condition     = google_service_account.workloads["vault"].account_id == "shop-vault"
    error_message = "It has an account of its own."
  }
}

run "refuses_basic_roles" {
  command = plan

  variables {
    workloads = {
      portal = {
        namespace       = "portal"
        service_account = "portal"
        roles           = ["roles/editor"]
      }
    }
  }

  expect_failures = [var.workloads]
}
