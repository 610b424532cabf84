active_region   = "europe-central2"
drained_regions = []
gateway_ready   = false
enforce_images  = false
