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

run "refuses_a_size_that_is_none" {
  command = plan

  variables {
    machine_type = "big"
  }

  expect_failures = [var.machine_type]
}
