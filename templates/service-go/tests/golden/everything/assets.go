// Package assets holds the files that the binary carries with it.
package assets

import "embed"

// OpenAPI is the API document, as /openapi.yaml serves it.
//
//go:embed openapi.yaml
var OpenAPI []byte

// Migrations are applied in the order of their names.
//
//go:embed migrations/*.sql
var Migrations embed.FS
