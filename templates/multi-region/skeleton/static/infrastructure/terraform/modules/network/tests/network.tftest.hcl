mock_provider "google" {}

variables {
  project       = "shop-test"
  name          = "shop"
  regions       = ["europe-west1", "europe-west4"]
  address_block = "10.0.0.0/13"
}

run "gives_each_region_ranges_of_its_own" {
  command = plan

  assert {
    condition     = google_compute_subnetwork.nodes["europe-west1"].ip_cidr_range == "10.0.0.0/20"
    error_message = "The nodes of the primary region come first."
  }

  assert {
    condition     = google_compute_subnetwork.nodes["europe-west4"].ip_cidr_range == "10.2.0.0/20"
    error_message = "The nodes of the secondary region begin a /15 later."
  }

  assert {
    condition     = google_compute_subnetwork.nodes["europe-west4"].secondary_ip_range[0].ip_cidr_range == "10.3.0.0/16"
    error_message = "Pods have the second half of their region's block."
  }

  assert {
    condition     = output.regions["europe-west4"].control_plane == "10.2.32.0/28"
    error_message = "The control plane lies behind the services of its region."
  }

  assert {
    condition     = google_compute_global_address.managed_services.address == "10.4.0.0"
    error_message = "Managed services lie behind both regions."
  }
}

run "lets_in_the_load_balancer_only" {
  command = plan

  assert {
    condition     = alltrue([for rule in google_compute_firewall.load_balancer.source_ranges : contains(["35.191.0.0/16", "130.211.0.0/22"], rule)])
    error_message = "Nobody else reaches the nodes from outside."
  }
}

run "lets_the_regions_meet" {
  command = plan

  assert {
    condition     = google_compute_firewall.pods.source_ranges == toset(["10.1.0.0/16", "10.3.0.0/16"])
    error_message = "The pods of both regions reach one another, and nobody else reaches them."
  }
}

run "refuses_the_same_region_twice" {
  command = plan

  variables {
    regions = ["europe-west1", "europe-west1"]
  }

  expect_failures = [var.regions]
}

run "refuses_public_addresses" {
  command = plan

  variables {
    address_block = "8.0.0.0/13"
  }

  expect_failures = [var.address_block]
}

run "refuses_a_block_that_is_too_small" {
  command = plan

  variables {
    address_block = "10.0.0.0/16"
  }

  expect_failures = [var.address_block]
}
