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

	Database Database

	Cache Cache

	Calls Calls
}

// Shutdown bounds how the service stops.
type Shutdown struct {
	// Drain is how long the load balancers get to notice.
	Drain time.Duration
	// Timeout is how long all of it may take.
	Timeout time.Duration
}

// Database is where the service keeps its data.
type Database struct {
	URL      string
	PoolSize int32
	// Timeout is the longest wait for a connection, and for an answer.
	Timeout time.Duration
}

// Cache is what reads are spared by.
type Cache struct {
	URL string
	// Timeout is after how long a request goes on without it.
	Timeout time.Duration
	TTL     time.Duration
}

// Calls says where the services are that this one calls.
type Calls struct {
	Timeout  time.Duration
	Services map[string]string
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

		Database: Database{
			URL:      env.url("DATABASE_URL", "postgres", "postgresql"),
			PoolSize: env.number("DATABASE_POOL_SIZE", 10, 1, 100),
			Timeout:  env.milliseconds("DATABASE_TIMEOUT_MS", 5000, 1),
		},

		Cache: Cache{
			URL:     env.url("REDIS_URL", "redis", "rediss"),
			Timeout: env.milliseconds("REDIS_TIMEOUT_MS", 250, 1),
			TTL:     time.Duration(env.number("CACHE_TTL_SECONDS", 60, 1, 1<<31-1)) * time.Second,
		},

		Calls: Calls{
			Timeout: env.milliseconds("CALL_TIMEOUT_MS", 2000, 1),
			Services: map[string]string{

				"core": env.url("CORE_SERVICE_URL", "http", "https"),

				"payments": env.url("PAYMENTS_SERVICE_URL", "http", "https"),
			},
		},
	}
	return cfg, env.err()
}
