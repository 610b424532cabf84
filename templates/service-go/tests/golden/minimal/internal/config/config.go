// Package config reads the environment, once.
package config

import (
	"log/slog"
	"time"
)

// Config is what the environment may change.
type Config struct {
	Host     string
	Port     int
	LogLevel slog.Level
	Shutdown Shutdown
}

// Shutdown bounds how the service stops.
type Shutdown struct {
	// Drain is how long the load balancers get to notice.
	Drain time.Duration
	// Timeout is how long all of it may take.
	Timeout time.Duration
}

// Load reads the configuration. Every variable that is wrong or missing is named in the error.
func Load(getenv func(string) string) (Config, error) {
	env := &reader{getenv: getenv}
	cfg := Config{
		Host:     env.text("HOST", "0.0.0.0"),
		Port:     int(env.number("PORT", 8080, 0, 65535)),
		LogLevel: env.level("LOG_LEVEL", slog.LevelInfo),
		Shutdown: Shutdown{
			Drain:   env.milliseconds("SHUTDOWN_DRAIN_MS", 5000, 0),
			Timeout: env.milliseconds("SHUTDOWN_TIMEOUT_MS", 25_000, 1),
		},
	}
	return cfg, env.err()
}
