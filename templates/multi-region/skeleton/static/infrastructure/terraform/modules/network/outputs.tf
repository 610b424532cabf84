output "id" {
  description = "The network, as other resources name it."
  value       = google_compute_network.this.id
}

output "node_tag" {
  description = "The tag that nodes carry, so that firewall rules find them."
  value       = local.node_tag
}

output "regions" {
  description = "By region: its subnet, and the ranges of its cluster's control plane and pods."
  value = {
    for region, ranges in local.ranges : region => {
      subnetwork    = google_compute_subnetwork.nodes[region].id
      control_plane = ranges.control_plane
      pods          = ranges.pods
    }
  }
}

output "managed_services" {
  description = "The name of the range that managed services get their addresses from, once the peering stands."
  value       = google_compute_global_address.managed_services.name

  depends_on = [google_service_networking_connection.managed_services]
}
