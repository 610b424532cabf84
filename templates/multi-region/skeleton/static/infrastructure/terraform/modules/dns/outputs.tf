output "name_servers" {
  description = "What the registrar, or whoever keeps the zone above, has to name."
  value       = google_dns_managed_zone.public.name_servers
}

output "private_names" {
  description = "The names by which services reach databases and caches."
  value       = sort([for record in google_dns_record_set.private : trimsuffix(record.name, ".")])
}
