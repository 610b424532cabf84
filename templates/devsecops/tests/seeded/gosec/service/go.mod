module seeded.example/gosec

go 1.24
