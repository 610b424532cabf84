projects = ["kramnytsia-2026", "kramnytsia-2026-staging"]
location = "EU"
