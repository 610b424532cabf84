resource "cloudflare_ruleset" "cache" {
  zone_id     = var.zone_id
  name        = "Cache"
  description = "What is the same for everybody comes from the edge, the rest never"
  kind        = "zone"
  phase       = "http_request_cache_settings"

  rules = [
    {
      ref         = "static_assets"
      description = "Built files have their hash in their name: a year"
      expression  = "http.host in {\"${var.domain}\" \"www.${var.domain}\"} and (starts_with(http.request.uri.path, \"/assets/\") or starts_with(http.request.uri.path, \"/static/\"))"
      action      = "set_cache_settings"
      action_parameters = {
        cache = true
        edge_ttl = {
          mode    = "override_origin"
          default = 31536000
          # What is not there now may come with the next deployment.
          status_code_ttl = [
            {
              status_code_range = { from = 400, to = 599 }
              value             = 0
            },
          ]
        }
        browser_ttl = {
          mode    = "override_origin"
          default = 31536000
        }
      }
    },
    {
      ref         = "product_images"
      description = "Pictures of products change rarely: a week at the edge, a day in the browser"
      expression  = "http.host in {\"${var.domain}\" \"www.${var.domain}\"} and starts_with(http.request.uri.path, \"/images/products/\")"
      action      = "set_cache_settings"
      action_parameters = {
        cache = true
        edge_ttl = {
          mode    = "override_origin"
          default = 604800
          status_code_ttl = [
            {
              status_code_range = { from = 400, to = 599 }
              value             = 0
            },
          ]
        }
        browser_ttl = {
          mode    = "override_origin"
          default = 86400
        }
        serve_stale = {
          disable_stale_while_updating = false
        }
      }
    },
    {
      ref         = "personal"
      description = "Baskets, orders and signing in are never kept"
      expression  = "http.host in {\"api.${var.domain}\" \"login.${var.domain}\"} or starts_with(http.request.uri.path, \"/api/\") or starts_with(http.request.uri.path, \"/orders\") or http.request.uri.path in {\"/cart\" \"/checkout\"} or ${local.auth}"
      action      = "set_cache_settings"
      action_parameters = {
        cache = false
      }
    },
  ]
}
