locals {
  # How long a moment can be returned to; transaction logs are kept as long.
  log_days    = 7
  backup_days = 30

  flags = {
    log_checkpoints            = "on"
    log_connections            = "on"
    log_disconnections         = "on"
    log_lock_waits             = "on"
    log_min_duration_statement = "500"
    log_temp_files             = "0"
  }

  # The one that takes writes now.
  current = var.promoted ? google_sql_database_instance.replica : google_sql_database_instance.primary
}

resource "google_sql_database_instance" "primary" {
  project             = var.project
  name                = var.names[var.primary_region]
  region              = var.primary_region
  database_version    = "POSTGRES_17"
  deletion_protection = var.deletion_protection

  settings {
    tier                        = var.tier
    edition                     = "ENTERPRISE"
    availability_type           = var.highly_available ? "REGIONAL" : "ZONAL"
    disk_type                   = "PD_SSD"
    disk_autoresize             = true
    deletion_protection_enabled = var.deletion_protection

    ip_configuration {
      ipv4_enabled       = false
      private_network    = var.network
      allocated_ip_range = var.allocated_range
      ssl_mode           = "ENCRYPTED_ONLY"
    }

    backup_configuration {
      enabled                        = true
      start_time                     = "02:00"
      point_in_time_recovery_enabled = true
      transaction_log_retention_days = local.log_days

      # Backups outlive the region: they lie in all of the EU's.
      location = "eu"

      backup_retention_settings {
        retained_backups = local.backup_days
        retention_unit   = "COUNT"
      }
    }

    maintenance_window {
      day          = 2
      hour         = 3
      update_track = "stable"
    }

    insights_config {
      query_insights_enabled  = true
      query_string_length     = 1024
      record_application_tags = true
      record_client_address   = false
    }

    dynamic "database_flags" {
      for_each = local.flags

      content {
        name  = database_flags.key
        value = database_flags.value
      }
    }
  }

  lifecycle {
    # It grows by itself.
    ignore_changes = [settings[0].disk_size]
  }
}

resource "google_sql_database_instance" "replica" {
  project             = var.project
  name                = var.names[var.secondary_region]
  region              = var.secondary_region
  database_version    = google_sql_database_instance.primary.database_version
  deletion_protection = var.deletion_protection

  # To be promoted is to have no master any more; Google does the rest.
  instance_type        = var.promoted ? "CLOUD_SQL_INSTANCE" : "READ_REPLICA_INSTANCE"
  master_instance_name = var.promoted ? null : google_sql_database_instance.primary.name

  settings {
    tier                        = var.tier
    edition                     = "ENTERPRISE"
    availability_type           = var.highly_available ? "REGIONAL" : "ZONAL"
    disk_type                   = "PD_SSD"
    disk_autoresize             = true
    deletion_protection_enabled = var.deletion_protection

    ip_configuration {
      ipv4_enabled       = false
      private_network    = var.network
      allocated_ip_range = var.allocated_range
      ssl_mode           = "ENCRYPTED_ONLY"
    }

    # A replica has no backups of its own. Once promoted, it has to.
    dynamic "backup_configuration" {
      for_each = var.promoted ? [true] : []

      content {
        enabled                        = true
        start_time                     = "02:00"
        point_in_time_recovery_enabled = true
        transaction_log_retention_days = local.log_days
        location                       = "eu"

        backup_retention_settings {
          retained_backups = local.backup_days
          retention_unit   = "COUNT"
        }
      }
    }

    insights_config {
      query_insights_enabled  = true
      query_string_length     = 1024
      record_application_tags = true
      record_client_address   = false
    }

    dynamic "database_flags" {
      for_each = local.flags

      content {
        name  = database_flags.key
        value = database_flags.value
      }
    }
  }

  lifecycle {
    ignore_changes = [settings[0].disk_size]
  }
}

# Made once, in the primary. A replica has it already, also when it is promoted: to
# name that one here would make it anew, which Google refuses.
resource "google_sql_database" "shop" {
  project  = var.project
  name     = "shop"
  instance = google_sql_database_instance.primary.name

  # Dropping a table of orders is never what a plan was for.
  deletion_policy = "ABANDON"
}
