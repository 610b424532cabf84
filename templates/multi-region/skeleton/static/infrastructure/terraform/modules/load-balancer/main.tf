resource "google_compute_global_address" "this" {
  project = var.project
  name    = var.name
}

# Proves by a DNS record that a domain is ours, so that the certificate is
# there before the first request and renews itself.
resource "google_certificate_manager_dns_authorization" "this" {
  for_each = var.domains

  project = var.project
  name    = replace(each.value, ".", "-")
  domain  = each.value
}

resource "google_certificate_manager_certificate" "this" {
  project = var.project
  name    = var.name

  managed {
    domains            = flatten([for domain in sort(var.domains) : [domain, "*.${domain}"]])
    dns_authorizations = [for domain in sort(var.domains) : google_certificate_manager_dns_authorization.this[domain].id]
  }
}

resource "google_certificate_manager_certificate_map" "this" {
  project = var.project
  name    = var.name
}

resource "google_certificate_manager_certificate_map_entry" "this" {
  project      = var.project
  name         = var.name
  map          = google_certificate_manager_certificate_map.this.name
  matcher      = "PRIMARY"
  certificates = [google_certificate_manager_certificate.this.id]
}

# The gateway's own readiness, not a service's: one sick service is no reason to leave a region.
resource "google_compute_health_check" "gateway" {
  project             = var.project
  name                = var.name
  check_interval_sec  = 5
  timeout_sec         = 3
  healthy_threshold   = 2
  unhealthy_threshold = 3

  http_health_check {
    port         = 15021
    request_path = "/healthz/ready"
  }

  log_config {
    enable = true
  }
}

# Who comes to the address itself goes around Cloudflare's firewall, and can claim any
# address in X-Forwarded-For. Google's health checks are not asked.
resource "google_compute_security_policy" "clients" {
  project     = var.project
  name        = var.name
  description = "Who may speak to the load balancer."
  type        = "CLOUD_ARMOR"

  # A rule holds ten ranges.
  dynamic "rule" {
    for_each = chunklist(var.client_ranges, 10)

    content {
      action      = "allow"
      priority    = 1000 + rule.key
      description = "Those in front of it."

      match {
        versioned_expr = "SRC_IPS_V1"

        config {
          src_ip_ranges = rule.value
        }
      }
    }
  }

  rule {
    action      = "deny(403)"
    priority    = 2147483647
    description = "Nobody else."

    match {
      versioned_expr = "SRC_IPS_V1"

      config {
        src_ip_ranges = ["*"]
      }
    }
  }
}

# A customer goes to the nearest region; when its gateways are unhealthy or
# full, to the other one. That is the failover of the traffic: nobody does it.
resource "google_compute_backend_service" "gateway" {
  project                         = var.project
  name                            = var.name
  load_balancing_scheme           = "EXTERNAL_MANAGED"
  protocol                        = "HTTPS"
  timeout_sec                     = 30
  connection_draining_timeout_sec = 30
  health_checks                   = [google_compute_health_check.gateway.id]
  security_policy                 = google_compute_security_policy.clients.id

  dynamic "backend" {
    for_each = var.backends

    content {
      group                 = backend.value.group
      balancing_mode        = "RATE"
      max_rate_per_endpoint = 500
      capacity_scaler       = contains(var.drained_regions, backend.value.region) ? 0 : 1
    }
  }

  # A single gateway that keeps failing is left alone for half a minute.
  outlier_detection {
    consecutive_gateway_failure           = 5
    enforcing_consecutive_gateway_failure = 100
    max_ejection_percent                  = 50

    interval {
      seconds = 5
    }

    base_ejection_time {
      seconds = 30
    }
  }

  log_config {
    enable      = true
    sample_rate = 0.1
  }
}

resource "google_compute_url_map" "https" {
  project         = var.project
  name            = "${var.name}-https"
  default_service = google_compute_backend_service.gateway.id
}

resource "google_compute_ssl_policy" "this" {
  project         = var.project
  name            = var.name
  profile         = "MODERN"
  min_tls_version = "TLS_1_2"
}

resource "google_compute_target_https_proxy" "this" {
  project         = var.project
  name            = var.name
  url_map         = google_compute_url_map.https.id
  certificate_map = "//certificatemanager.googleapis.com/${google_certificate_manager_certificate_map.this.id}"
  ssl_policy      = google_compute_ssl_policy.this.id
}

resource "google_compute_global_forwarding_rule" "https" {
  project               = var.project
  name                  = "${var.name}-https"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  ip_address            = google_compute_global_address.this.id
  port_range            = "443"
  target                = google_compute_target_https_proxy.this.id
}

# Plain HTTP is answered with where to go instead.
resource "google_compute_url_map" "http" {
  project = var.project
  name    = "${var.name}-http"

  default_url_redirect {
    https_redirect         = true
    redirect_response_code = "MOVED_PERMANENTLY_DEFAULT"
    strip_query            = false
  }
}

resource "google_compute_target_http_proxy" "this" {
  project = var.project
  name    = var.name
  url_map = google_compute_url_map.http.id
}

resource "google_compute_global_forwarding_rule" "http" {
  project               = var.project
  name                  = "${var.name}-http"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  ip_address            = google_compute_global_address.this.id
  port_range            = "80"
  target                = google_compute_target_http_proxy.this.id
}
