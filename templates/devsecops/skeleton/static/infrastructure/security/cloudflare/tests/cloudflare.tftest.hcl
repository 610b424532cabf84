mock_provider "cloudflare" {}

variables {
  zone_id         = "0123456789abcdef0123456789abcdef"
  preview_address = "203.0.113.7"
}

run "protects_the_shop" {
  command = plan

  variables {
    domain            = "shop.example.com"
    allowed_countries = ["UA", "PL"]
  }

  assert {
    condition     = strcontains(one([for rule in cloudflare_ruleset.custom.rules : rule.expression if rule.ref == "countries"]), "{\"PL\" \"UA\"}")
    error_message = "Visitors of these countries come in as they are."
  }

  # What comes after a rule that skips them is not asked of programs.
  assert {
    condition     = [for rule in cloudflare_ruleset.custom.rules : rule.ref] == ["internal_paths", "liqpay", "uptime_checks", "countries", "auth_threats"]
    error_message = "LiqPay and Google's checks come before the rules for visitors."
  }

  assert {
    condition     = alltrue([for rule in cloudflare_ruleset.custom.rules : contains(rule.action_parameters.phases, "http_request_sbfm") if rule.action == "skip"])
    error_message = "LiqPay and Google's checks are no bots to be fought."
  }

  assert {
    condition     = cloudflare_ruleset.managed.rules[1].action_parameters.overrides.rules[0].action == "block"
    error_message = "What looks like an attack of the OWASP top ten is blocked."
  }

  assert {
    condition     = cloudflare_ruleset.rate_limits.rules[0].ratelimit.requests_per_period == 10
    error_message = "Signing in is limited."
  }

  assert {
    condition     = strcontains(cloudflare_ruleset.rate_limits.rules[0].expression, "or http.host eq \"login.${var.domain}\") and http.request.method eq \"POST\"")
    error_message = "Signing in is limited on its own host, too."
  }
}

run "keeps_nothing_personal_at_the_edge" {
  command = plan

  assert {
    condition     = cloudflare_ruleset.cache.rules[0].action_parameters.edge_ttl.default == 31536000
    error_message = "Built files stay for a year."
  }

  # The last rule that fits decides.
  assert {
    condition     = !cloudflare_ruleset.cache.rules[2].action_parameters.cache
    error_message = "Baskets, orders and signing in are never kept."
  }

  assert {
    condition     = alltrue([for path in ["/cart", "/checkout", "/orders", "/login"] : strcontains(cloudflare_ruleset.cache.rules[2].expression, path)])
    error_message = "Each of the shop's pages that is of one person is among them."
  }
}

run "refuses_a_country_without_a_code" {
  command = plan

  variables {
    allowed_countries = ["Ukraine"]
  }

  expect_failures = [var.allowed_countries]
}

run "refuses_an_address_that_is_none" {
  command = plan

  variables {
    preview_address = "gateway"
  }

  expect_failures = [var.preview_address]
}
