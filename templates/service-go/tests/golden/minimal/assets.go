// Package assets holds the files that the binary carries with it.
package assets

import _ "embed"

// OpenAPI is the API document, as /openapi.yaml serves it.
//
//go:embed openapi.yaml
var OpenAPI []byte
