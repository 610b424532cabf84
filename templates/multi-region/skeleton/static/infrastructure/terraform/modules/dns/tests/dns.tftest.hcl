mock_provider "google" {}

variables {
  project = "shop-test"
  domain  = "shop.example.com"
  hosts   = ["", "*.preview"]
  address = "203.0.113.10"
  network = "projects/shop-test/global/networks/shop"

  authorizations = {
    "shop.example.com" = {
      name = "_acme-challenge.shop.example.com."
      type = "CNAME"
      data = "authorize.certificatemanager.goog."
    }
  }

  delegations = {
    staging = ["ns-cloud-a1.googledomains.com."]
  }

  private_addresses = {
    postgres = "10.4.0.5"
  }
}

run "leads_to_the_load_balancer" {
  command = plan

  assert {
    condition     = google_dns_record_set.hosts[""].name == "shop.example.com." && google_dns_record_set.hosts["*.preview"].name == "*.preview.shop.example.com."
    error_message = "The domain and its previews have records."
  }

  assert {
    condition     = google_dns_managed_zone.public.dnssec_config[0].state == "on"
    error_message = "The zone is signed."
  }

  assert {
    condition     = google_dns_record_set.delegations["staging"].type == "NS"
    error_message = "Staging keeps its own zone."
  }
}

run "names_the_database_for_the_network_only" {
  command = plan

  assert {
    condition     = google_dns_managed_zone.private.visibility == "private"
    error_message = "Nobody outside can resolve the database."
  }

  assert {
    condition     = output.private_names == tolist(["postgres.shop.internal"]) && google_dns_record_set.private["postgres"].ttl <= 30
    error_message = "The name follows a failover quickly."
  }
}
