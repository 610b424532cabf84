# Plans main.tf with the values of terraform.tfvars: what would be made, without asking Google.
mock_provider "google" {
  mock_data "google_compute_zones" {
    defaults = {
      names = ["zone-b", "zone-c", "zone-d"]
    }
  }

  mock_resource "google_certificate_manager_dns_authorization" {
    defaults = {
      dns_resource_record = [{
        name = "_acme-challenge.${{ values.domain }}."
        type = "CNAME"
        data = "authorize.certificatemanager.goog."
      }]
    }
  }
}

run "stands_in_both_regions" {
  command = plan

  assert {
    condition     = toset(keys(output.clusters)) == toset(["${{ values.primaryRegion }}", "${{ values.secondaryRegion }}"])
    error_message = "Each region has a cluster."
  }

  assert {
    condition     = alltrue([for range in values(output.pod_ranges) : cidrsubnet("${split("/", range)[0]}/13", 0, 0) == cidrsubnet("${{ values.addressBlock }}", 1, 0)])
    error_message = "Pods have addresses of the first half of the block, and the other environment's cannot meet them."
  }

  assert {
    condition     = contains(output.private_names, "postgres.shop.internal")
    error_message = "Services find the database by its name."
  }

  assert {
    condition     = output.documentation_bucket == "${local.project}-techdocs"
    error_message = "The documentation is in this environment's project."
  }
}

run "sends_nobody_to_a_drained_region" {
  command = plan

  variables {
    drained_regions = ["${{ values.primaryRegion }}"]
    gateway_ready   = true
  }

  assert {
    condition     = output.private_names == run.stands_in_both_regions.private_names
    error_message = "Services keep the names that they know."
  }
}

run "fails_over" {
  command = plan

  variables {
    active_region = "${{ values.secondaryRegion }}"
  }

  assert {
    condition     = output.private_names == run.stands_in_both_regions.private_names
    error_message = "Services keep the names that they know."
  }
}

run "refuses_to_serve_nowhere" {
  command = plan

  variables {
    drained_regions = ["${{ values.primaryRegion }}", "${{ values.secondaryRegion }}"]
  }

  expect_failures = [var.drained_regions]
}
