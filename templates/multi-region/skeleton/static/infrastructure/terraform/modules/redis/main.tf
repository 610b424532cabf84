resource "google_redis_instance" "this" {
  project            = var.project
  name               = var.name
  region             = var.region
  tier               = "STANDARD_HA"
  memory_size_gb     = var.memory_gb
  redis_version      = "REDIS_7_2"
  authorized_network = var.network
  connect_mode       = "PRIVATE_SERVICE_ACCESS"
  reserved_ip_range  = var.allocated_range

  # Clients sign in and check the server's certificate: rediss://, port 6378.
  auth_enabled            = true
  transit_encryption_mode = "SERVER_AUTHENTICATION"

  redis_configs = {
    # The order-events stream has no expiry and must not be thrown out for a cache entry.
    maxmemory-policy = "volatile-lru"
  }

  # A restart of both nodes loses at most an hour of the stream; outboxes publish it again.
  persistence_config {
    persistence_mode    = "RDB"
    rdb_snapshot_period = "ONE_HOUR"
  }

  maintenance_policy {
    weekly_maintenance_window {
      day = "TUESDAY"

      start_time {
        hours = 3
      }
    }
  }
}
