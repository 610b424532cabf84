# Nothing in between reads along, from the visitor to the gateway.
resource "cloudflare_zone_setting" "transport" {
  for_each = {
    always_use_https         = "on"
    automatic_https_rewrites = "on"
    min_tls_version          = "1.2"
    ssl                      = "strict"
    tls_1_3                  = "on"
  }

  zone_id    = var.zone_id
  setting_id = each.key
  value      = each.value
}

# A certificate at the edge is for one level below the zone, previews are two:
# they answer at the gateway itself.
resource "cloudflare_dns_record" "previews" {
  zone_id = var.zone_id
  name    = "*.${var.preview_domain}"
  type    = "A"
  content = var.preview_address
  ttl     = 300
  proxied = false
  comment = "Preview environments of pull requests"
}
