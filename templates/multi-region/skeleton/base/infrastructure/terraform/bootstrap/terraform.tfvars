projects = ["${{ values.project }}", "${{ values.project }}-staging"]
location = "EU"
