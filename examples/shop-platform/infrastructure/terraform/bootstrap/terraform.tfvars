projects = ["shop-platform", "shop-platform-staging"]
location = "EU"
