# Whoever keeps the accounts shows its forms on a host of its own, `login`, at paths
# that are its own.
locals {
  shop       = "http.host in {\"${var.domain}\" \"www.${var.domain}\" \"api.${var.domain}\"}"
  auth       = "(starts_with(http.request.uri.path, \"/auth/\") or starts_with(http.request.uri.path, \"/api/auth/\") or http.request.uri.path in {\"/login\" \"/register\" \"/password-reset\"})"
  signing_in = "(((${local.shop}) and ${local.auth}) or http.host eq \"login.${var.domain}\")"
  countries  = join(" ", [for country in sort(var.allowed_countries) : "\"${country}\""])
}

# Cloudflare's own rules and the core rule set of OWASP. The ids are the same
# for every zone.
resource "cloudflare_ruleset" "managed" {
  zone_id     = var.zone_id
  name        = "Managed rules"
  description = "Attacks that have a name, and what looks like the OWASP top ten"
  kind        = "zone"
  phase       = "http_request_firewall_managed"

  rules = [
    {
      ref         = "cloudflare_managed"
      description = "Cloudflare's managed rules"
      expression  = "true"
      action      = "execute"
      action_parameters = {
        id = "efb7b8c949ac4650a09736fc376e9aee"
      }
    },
    {
      ref         = "owasp"
      description = "OWASP core rule set: blocks from a score of 40 at paranoia level 2"
      expression  = "true"
      action      = "execute"
      action_parameters = {
        id = "4814384a9e5d4991b9815dcfc25d2f1f"
        overrides = {
          categories = [
            { category = "paranoia-level-3", enabled = false },
            { category = "paranoia-level-4", enabled = false },
          ]
          rules = [
            {
              id              = "6179ae15870a4bb7b2d480d4843b323c"
              action          = "block"
              score_threshold = 40
            },
          ]
        }
      }
    },
  ]
}

resource "cloudflare_ruleset" "custom" {
  zone_id     = var.zone_id
  name        = "Who may come in"
  description = "Geography, bots, and what is not for the public"
  kind        = "zone"
  phase       = "http_request_firewall_custom"

  rules = [
    {
      ref         = "internal_paths"
      description = "Health checks and metrics are for the cluster"
      expression  = "(${local.shop}) and http.request.uri.path in {\"/healthz\" \"/readyz\" \"/metrics\"}"
      action      = "block"
    },
    # LiqPay tells us how a payment went, from wherever it runs. It is a program
    # and signs what it says; managed rules and limits stay.
    {
      ref         = "liqpay"
      description = "LiqPay need not show that it is a person"
      expression  = "(${local.shop}) and http.request.method eq \"POST\" and http.request.uri.path eq \"/liqpay/callback\""
      action      = "skip"
      action_parameters = {
        ruleset = "current"
        phases  = ["http_request_sbfm"]
      }
    },
    # Google asks from three continents whether the first page is there. Who
    # pretends to be it sees the first page, and nothing else.
    {
      ref         = "uptime_checks"
      description = "Google's uptime checks need not either"
      expression  = "(${local.shop}) and http.request.method in {\"GET\" \"HEAD\"} and http.request.uri.path eq \"/\" and starts_with(http.user_agent, \"GoogleStackdriverMonitoring-UptimeChecks\") and ip.src.asnum in {15169 396982}"
      action      = "skip"
      action_parameters = {
        ruleset = "current"
        phases  = ["http_request_sbfm"]
      }
    },
    {
      ref         = "countries"
      description = "Visitors of other countries show that they are people"
      expression  = "(${local.shop}) and not ip.src.country in {${local.countries}} and not cf.client.bot"
      action      = "managed_challenge"
    },
    {
      ref         = "auth_threats"
      description = "Nobody signs in over Tor or without a browser's name"
      expression  = "${local.signing_in} and (ip.src.country eq \"T1\" or http.user_agent eq \"\")"
      action      = "block"
    },
  ]
}

resource "cloudflare_ruleset" "rate_limits" {
  zone_id     = var.zone_id
  name        = "Rate limits"
  description = "Guessing passwords and tokens is slow"
  kind        = "zone"
  phase       = "http_ratelimit"

  rules = [
    {
      ref         = "auth"
      description = "Attempts to sign in, by address"
      expression  = "${local.signing_in} and http.request.method eq \"POST\""
      action      = "block"
      ratelimit = {
        characteristics     = ["ip.src", "cf.colo.id"]
        period              = 60
        requests_per_period = var.auth_requests_per_minute
        mitigation_timeout  = 600
      }
    },
  ]
}

# Search engines may read the shop; scripts that pretend to be people may not.
resource "cloudflare_bot_management" "shop" {
  zone_id                         = var.zone_id
  enable_js                       = true
  sbfm_definitely_automated       = "block"
  sbfm_likely_automated           = "managed_challenge"
  sbfm_verified_bots              = "allow"
  sbfm_static_resource_protection = false
  ai_bots_protection              = "block"
}
