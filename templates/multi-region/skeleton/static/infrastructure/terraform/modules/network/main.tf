locals {
  # Each region has a /15: its first half for nodes, services and the control
  # plane, its second for pods. Computed, so that nothing can overlap.
  ranges = {
    for index, region in var.regions : region => {
      nodes         = cidrsubnet(var.address_block, 7, index * 32)
      services      = cidrsubnet(var.address_block, 7, index * 32 + 1)
      control_plane = cidrsubnet(var.address_block, 15, index * 8192 + 512)
      pods          = cidrsubnet(var.address_block, 3, index * 2 + 1)
    }
  }

  # Behind both regions: Cloud SQL and Memorystore get their addresses here.
  managed_services = cidrsubnet(var.address_block, 7, 64)
}

resource "google_compute_network" "this" {
  project                 = var.project
  name                    = var.name
  auto_create_subnetworks = false

  # The replica, the clusters and the databases see each other over regions.
  routing_mode = "GLOBAL"
}

resource "google_compute_subnetwork" "nodes" {
  for_each = local.ranges

  project                  = var.project
  name                     = "${var.name}-${each.key}"
  region                   = each.key
  network                  = google_compute_network.this.id
  ip_cidr_range            = each.value.nodes
  private_ip_google_access = true

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = each.value.pods
  }

  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = each.value.services
  }

  # Enough to see who spoke with whom, at a tenth of the price.
  log_config {
    aggregation_interval = "INTERVAL_10_MIN"
    flow_sampling        = 0.1
    metadata             = "INCLUDE_ALL_METADATA"
  }
}

# Nodes have no public address; what they ask of the internet leaves by NAT.
resource "google_compute_router" "nat" {
  for_each = local.ranges

  project = var.project
  name    = "${var.name}-${each.key}"
  region  = each.key
  network = google_compute_network.this.id
}

resource "google_compute_router_nat" "nat" {
  for_each = local.ranges

  project                             = var.project
  name                                = "${var.name}-${each.key}"
  region                              = each.key
  router                              = google_compute_router.nat[each.key].name
  nat_ip_allocate_option              = "AUTO_ONLY"
  source_subnetwork_ip_ranges_to_nat  = "LIST_OF_SUBNETWORKS"
  enable_dynamic_port_allocation      = true
  enable_endpoint_independent_mapping = false
  min_ports_per_vm                    = 64
  max_ports_per_vm                    = 4096

  subnetwork {
    name                    = google_compute_subnetwork.nodes[each.key].id
    source_ip_ranges_to_nat = ["ALL_IP_RANGES"]
  }

  log_config {
    enable = true
    filter = "ERRORS_ONLY"
  }
}

resource "google_compute_global_address" "managed_services" {
  project       = var.project
  name          = "${var.name}-managed-services"
  purpose       = "VPC_PEERING"
  address_type  = "INTERNAL"
  network       = google_compute_network.this.id
  address       = cidrhost(local.managed_services, 0)
  prefix_length = tonumber(split("/", local.managed_services)[1])
}

resource "google_service_networking_connection" "managed_services" {
  network                 = google_compute_network.this.id
  service                 = "servicenetworking.googleapis.com"
  reserved_peering_ranges = [google_compute_global_address.managed_services.name]

  # Cloud SQL lets its addresses go late; waiting for it would stop a destroy.
  deletion_policy = "ABANDON"
}

# The load balancer and its health checks reach the mesh's gateway, and nothing else from outside does.
resource "google_compute_firewall" "load_balancer" {
  project       = var.project
  name          = "${var.name}-load-balancer"
  description   = "Google's load balancers and health checks to the gateway of the mesh."
  network       = google_compute_network.this.id
  direction     = "INGRESS"
  source_ranges = ["35.191.0.0/16", "130.211.0.0/22"]
  target_tags   = [local.node_tag]

  allow {
    protocol = "tcp"
    ports    = ["443", "15021"]
  }
}

# A private control plane may ask nodes on 443 and 10250 only; Istio's webhooks listen on 15017.
resource "google_compute_firewall" "webhooks" {
  for_each = local.ranges

  project       = var.project
  name          = "${var.name}-webhooks-${each.key}"
  description   = "The control plane to the admission webhooks of the mesh and of policies."
  network       = google_compute_network.this.id
  direction     = "INGRESS"
  source_ranges = [each.value.control_plane]
  target_tags   = [local.node_tag]

  allow {
    protocol = "tcp"
    ports    = ["9443", "15017"]
  }
}

# The regions are one mesh: a pod calls those of the other region by their addresses. GKE's
# own rules let in the pods of the same cluster only.
resource "google_compute_firewall" "pods" {
  project       = var.project
  name          = "${var.name}-pods"
  description   = "The pods of each region to those of the other."
  network       = google_compute_network.this.id
  direction     = "INGRESS"
  source_ranges = [for ranges in local.ranges : ranges.pods]
  target_tags   = [local.node_tag]

  allow {
    protocol = "tcp"
  }
}

locals {
  node_tag = "${var.name}-node"
}
