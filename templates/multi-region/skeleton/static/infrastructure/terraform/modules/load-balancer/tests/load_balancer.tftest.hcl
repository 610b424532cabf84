mock_provider "google" {
  mock_resource "google_certificate_manager_dns_authorization" {
    defaults = {
      dns_resource_record = [{
        name = "_acme-challenge.shop.example.com."
        type = "CNAME"
        data = "authorize.certificatemanager.goog."
      }]
    }
  }
}

variables {
  project         = "shop-test"
  name            = "shop"
  domains         = ["shop.example.com", "preview.shop.example.com"]
  drained_regions = []
  client_ranges   = [for number in range(15) : "198.51.${number}.0/24"]

  backends = {
    europe-west1-b = { region = "europe-west1", group = "projects/shop-test/zones/europe-west1-b/networkEndpointGroups/istio-ingress" }
    europe-west4-a = { region = "europe-west4", group = "projects/shop-test/zones/europe-west4-a/networkEndpointGroups/istio-ingress" }
  }
}

run "serves_from_both_regions" {
  command = plan

  assert {
    condition     = alltrue([for backend in google_compute_backend_service.gateway.backend : backend.capacity_scaler == 1])
    error_message = "Both regions take traffic."
  }

  assert {
    condition     = google_compute_health_check.gateway.http_health_check[0].request_path == "/healthz/ready"
    error_message = "The gateway is asked whether it is ready."
  }

  assert {
    condition     = google_compute_url_map.http.default_url_redirect[0].https_redirect
    error_message = "Plain HTTP is redirected."
  }

  assert {
    condition     = contains(google_certificate_manager_certificate.this.managed[0].domains, "*.preview.shop.example.com")
    error_message = "Names below each domain are covered."
  }
}

run "lets_in_those_in_front_of_it_only" {
  command = plan

  assert {
    condition     = toset(flatten([for rule in google_compute_security_policy.clients.rule : rule.match[0].config[0].src_ip_ranges if rule.action == "allow"])) == toset(var.client_ranges)
    error_message = "All of them may come, in rules of ten ranges."
  }

  assert {
    condition     = [for rule in google_compute_security_policy.clients.rule : rule.action if rule.priority == 2147483647] == ["deny(403)"]
    error_message = "Everybody else is refused."
  }
}

run "drains_a_region" {
  command = plan

  variables {
    drained_regions = ["europe-west1"]
  }

  assert {
    condition     = alltrue([for backend in google_compute_backend_service.gateway.backend : backend.capacity_scaler == (strcontains(backend.group, "europe-west1") ? 0 : 1)])
    error_message = "Only the other region takes traffic."
  }
}

run "stands_before_the_gateway_does" {
  command = plan

  variables {
    backends = {}
  }

  assert {
    condition     = length(google_compute_backend_service.gateway.backend) == 0
    error_message = "There is nothing to send traffic to yet."
  }
}

run "refuses_to_drain_everything" {
  command = plan

  variables {
    drained_regions = ["europe-west1", "europe-west4"]
  }

  expect_failures = [var.drained_regions]
}

run "refuses_what_is_no_range" {
  command = plan

  variables {
    client_ranges = ["cloudflare"]
  }

  expect_failures = [var.client_ranges]
}

run "refuses_what_is_no_domain" {
  command = plan

  variables {
    domains = ["shop"]
  }

  expect_failures = [var.domains]
}
