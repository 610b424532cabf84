output "address" {
  description = "The private address of the instance that takes writes now."
  value       = local.current.private_ip_address
}

output "replica_address" {
  description = "The private address of the instance in the secondary region, for reads."
  value       = google_sql_database_instance.replica.private_ip_address
}

output "instances" {
  description = "By its role of today: the name of the instance, as gcloud and the alerts name it. After a failover the old primary is where the replica was."
  value = {
    primary = local.current.name
    replica = var.promoted ? google_sql_database_instance.primary.name : google_sql_database_instance.replica.name
  }
}
