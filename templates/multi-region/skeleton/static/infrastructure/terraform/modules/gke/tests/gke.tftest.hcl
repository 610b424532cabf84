mock_provider "google" {
  mock_data "google_compute_zones" {
    defaults = {
      names = ["europe-west1-d", "europe-west1-b", "europe-west1-c"]
    }
  }
}

variables {
  project              = "shop-test"
  name                 = "shop-europe-west1"
  region               = "europe-west1"
  network              = "projects/shop-test/global/networks/shop"
  subnetwork           = "projects/shop-test/regions/europe-west1/subnetworks/shop-europe-west1"
  control_plane_range  = "10.0.32.0/28"
  node_tag             = "shop-node"
  node_service_account = "shop-nodes@shop-test.iam.gserviceaccount.com"
  machine_type         = "e2-standard-4"
  max_nodes            = 12
  spot                 = true
  deletion_protection  = true

  pod_ranges = {
    europe-west1 = "10.1.0.0/16"
    europe-west4 = "10.3.0.0/16"
  }
}

run "is_private_and_spread_over_three_zones" {
  command = plan

  assert {
    condition     = google_container_cluster.this.private_cluster_config[0].enable_private_nodes && google_container_cluster.this.private_cluster_config[0].enable_private_endpoint
    error_message = "Neither nodes nor control plane have a public address."
  }

  assert {
    condition     = output.zones == tolist(["europe-west1-b", "europe-west1-c", "europe-west1-d"])
    error_message = "The nodes are in three zones."
  }

  assert {
    condition     = google_container_cluster.this.workload_identity_config[0].workload_pool == "shop-test.svc.id.goog"
    error_message = "Pods get identities of their own."
  }
}

run "is_reached_from_the_other_region" {
  command = plan

  assert {
    condition     = google_container_cluster.this.private_cluster_config[0].master_global_access_config[0].enabled
    error_message = "The address of the control plane answers in every region."
  }

  assert {
    condition     = contains([for block in google_container_cluster.this.master_authorized_networks_config[0].cidr_blocks : block.cidr_block], "10.3.0.0/16")
    error_message = "The pods of the other region are let in."
  }
}

run "has_the_kinds_of_the_gateway_api" {
  command = plan

  assert {
    condition     = google_container_cluster.this.gateway_api_config[0].channel == "CHANNEL_STANDARD"
    error_message = "Gateways can be made."
  }
}

run "keeps_what_must_not_be_interrupted_off_spot_nodes" {
  command = plan

  assert {
    condition     = google_container_node_pool.this["spot"].node_config[0].taint[0].key == "cloud.google.com/gke-spot"
    error_message = "Spot nodes are tainted."
  }

  assert {
    condition     = !google_container_node_pool.this["on-demand"].node_config[0].spot
    error_message = "The other pool is on demand."
  }
}

run "does_without_spot_nodes" {
  command = plan

  variables {
    spot = false
  }

  assert {
    condition     = keys(google_container_node_pool.this) == ["on-demand"]
    error_message = "There is one pool."
  }
}

run "refuses_fewer_nodes_than_zones" {
  command = plan

  variables {
    max_nodes = 2
  }

  expect_failures = [var.max_nodes]
}

run "lets_in_no_public_addresses" {
  command = plan

  variables {
    pod_ranges = {
      europe-west1 = "0.0.0.0/0"
    }
  }

  expect_failures = [var.pod_ranges]
}

run "refuses_a_size_that_is_none" {
  command = plan

  variables {
    machine_type = "big"
  }

  expect_failures = [var.machine_type]
}
