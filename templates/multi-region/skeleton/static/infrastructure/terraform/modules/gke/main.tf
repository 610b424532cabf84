data "google_compute_zones" "this" {
  project = var.project
  region  = var.region
  status  = "UP"
}

locals {
  zones = slice(sort(data.google_compute_zones.this.names), 0, 3)

  # At least one node a zone on demand; spot nodes only when something waits for them.
  pools = merge(
    { on-demand = { spot = false, min_nodes = 3 } },
    var.spot ? { spot = { spot = true, min_nodes = 0 } } : {},
  )
}

resource "google_container_cluster" "this" {
  project             = var.project
  name                = var.name
  location            = var.region
  node_locations      = local.zones
  network             = var.network
  subnetwork          = var.subnetwork
  networking_mode     = "VPC_NATIVE"
  datapath_provider   = "ADVANCED_DATAPATH"
  deletion_protection = var.deletion_protection

  # Nodes are in pools of their own, which can be replaced without the cluster.
  remove_default_node_pool = true
  initial_node_count       = 1

  # The first pool, which is removed at once, is no exception.
  node_config {
    service_account = var.node_service_account
  }

  # Roles decide alone who may do what, and nodes start verified software only.
  enable_legacy_abac    = false
  enable_shielded_nodes = true

  ip_allocation_policy {
    cluster_secondary_range_name  = "pods"
    services_secondary_range_name = "services"
  }

  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = true
    master_ipv4_cidr_block  = var.control_plane_range

    # From the other region, too: its mesh reads the services here.
    master_global_access_config {
      enabled = true
    }
  }

  # People, the portal and pipelines come by the name of the cluster: IAM says
  # who may, and there is no public address to guard.
  control_plane_endpoints_config {
    dns_endpoint_config {
      allow_external_traffic = true
    }
  }

  # By address come pods alone, with a token of this cluster. Its certificate is for
  # the address, not for the name above.
  master_authorized_networks_config {
    dynamic "cidr_blocks" {
      for_each = var.pod_ranges

      content {
        cidr_block   = cidr_blocks.value
        display_name = "pods in ${cidr_blocks.key}"
      }
    }
  }

  master_auth {
    client_certificate_config {
      issue_client_certificate = false
    }
  }

  # The kinds of the Gateway API, which the gateways of the portal and of previews are made of.
  gateway_api_config {
    channel = "CHANNEL_STANDARD"
  }

  release_channel {
    channel = "REGULAR"
  }

  maintenance_policy {
    recurring_window {
      start_time = "2026-01-06T01:00:00Z"
      end_time   = "2026-01-06T05:00:00Z"
      recurrence = "FREQ=WEEKLY;BYDAY=TU,WE,TH"
    }
  }

  workload_identity_config {
    workload_pool = "${var.project}.svc.id.goog"
  }

  binary_authorization {
    evaluation_mode = "PROJECT_SINGLETON_POLICY_ENFORCE"
  }

  security_posture_config {
    mode               = "BASIC"
    vulnerability_mode = "VULNERABILITY_BASIC"
  }

  # Which namespace costs what, for the portal's cost page.
  cost_management_config {
    enabled = true
  }

  logging_config {
    enable_components = ["SYSTEM_COMPONENTS", "WORKLOADS"]
  }

  # Services are measured by the Prometheus of the platform.
  monitoring_config {
    enable_components = ["SYSTEM_COMPONENTS"]

    managed_prometheus {
      enabled = false
    }
  }

  vertical_pod_autoscaling {
    enabled = true
  }

  addons_config {
    http_load_balancing {
      # Its controller keeps the network endpoint groups of the gateway.
      disabled = false
    }

    gce_persistent_disk_csi_driver_config {
      enabled = true
    }

    dns_cache_config {
      enabled = true
    }
  }

  lifecycle {
    # Only meant for the pool that is removed at once.
    ignore_changes = [initial_node_count, node_config]
  }
}

resource "google_container_node_pool" "this" {
  for_each = local.pools

  project            = var.project
  name               = each.key
  location           = var.region
  cluster            = google_container_cluster.this.name
  initial_node_count = 1

  autoscaling {
    total_min_node_count = each.value.min_nodes
    total_max_node_count = var.max_nodes

    # Spot nodes come from whichever zone has some; the others stay spread.
    location_policy = each.value.spot ? "ANY" : "BALANCED"
  }

  management {
    auto_repair  = true
    auto_upgrade = true
  }

  upgrade_settings {
    max_surge       = 1
    max_unavailable = 0
  }

  node_config {
    machine_type    = var.machine_type
    image_type      = "COS_CONTAINERD"
    disk_type       = "pd-balanced"
    disk_size_gb    = 100
    spot            = each.value.spot
    service_account = var.node_service_account
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    tags            = [var.node_tag]

    metadata = {
      disable-legacy-endpoints = "true"
    }

    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }

    # Pods see their own identity, never that of the node.
    workload_metadata_config {
      mode = "GKE_METADATA"
    }

    # Only pods that say that they may be interrupted are put on spot nodes.
    dynamic "taint" {
      for_each = each.value.spot ? [true] : []

      content {
        key    = "cloud.google.com/gke-spot"
        value  = "true"
        effect = "NO_SCHEDULE"
      }
    }
  }

  lifecycle {
    # The autoscaler's business after the first day.
    ignore_changes = [initial_node_count]
  }
}
