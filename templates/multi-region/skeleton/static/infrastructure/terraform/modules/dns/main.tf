resource "google_dns_managed_zone" "public" {
  project     = var.project
  name        = replace(var.domain, ".", "-")
  dns_name    = "${var.domain}."
  description = "What customers type."

  dnssec_config {
    state = "on"
  }

  cloud_logging_config {
    enable_logging = true
  }
}

resource "google_dns_record_set" "hosts" {
  for_each = var.hosts

  project      = var.project
  managed_zone = google_dns_managed_zone.public.name
  name         = each.value == "" ? google_dns_managed_zone.public.dns_name : "${each.value}.${google_dns_managed_zone.public.dns_name}"
  type         = "A"
  ttl          = 300
  rrdatas      = [var.address]
}

resource "google_dns_record_set" "authorizations" {
  for_each = var.authorizations

  project      = var.project
  managed_zone = google_dns_managed_zone.public.name
  name         = each.value.name
  type         = each.value.type
  ttl          = 300
  rrdatas      = [each.value.data]
}

resource "google_dns_record_set" "delegations" {
  for_each = var.delegations

  project      = var.project
  managed_zone = google_dns_managed_zone.public.name
  name         = "${each.key}.${google_dns_managed_zone.public.dns_name}"
  type         = "NS"
  ttl          = 3600
  rrdatas      = each.value
}

resource "google_dns_managed_zone" "private" {
  project     = var.project
  name        = "shop-internal"
  dns_name    = "shop.internal."
  description = "Names of the databases and caches, which stay when the instance behind them changes."
  visibility  = "private"

  private_visibility_config {
    networks {
      network_url = var.network
    }
  }
}

# Short-lived, so that services find the promoted database within half a minute.
resource "google_dns_record_set" "private" {
  for_each = var.private_addresses

  project      = var.project
  managed_zone = google_dns_managed_zone.private.name
  name         = "${each.key}.${google_dns_managed_zone.private.dns_name}"
  type         = "A"
  ttl          = 30
  rrdatas      = [each.value]
}
