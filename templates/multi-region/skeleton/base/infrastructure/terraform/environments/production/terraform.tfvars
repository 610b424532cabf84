active_region   = "${{ values.primaryRegion }}"
drained_regions = []
gateway_ready   = false
enforce_images  = false
