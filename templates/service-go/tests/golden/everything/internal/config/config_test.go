package config

import (
	"log/slog"
	"strings"
	"testing"
)

func environment(overrides map[string]string) func(string) string {
	values := map[string]string{
		"DATABASE_URL": "postgresql://user:secret@postgres.shop:5432/shop",

		"REDIS_URL": "redis://redis.shop:6379",

		"CORE_SERVICE_URL": "http://core.shop",

		"PAYMENTS_SERVICE_URL": "http://payments.shop",

		"LOG_LEVEL": "warn",
	}
	for name, value := range overrides {
		values[name] = value
	}
	return func(name string) string { return values[name] }
}

func TestLoadHasDefaults(t *testing.T) {
	cfg, err := Load(environment(nil))
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Port != 8080 || cfg.Host != "0.0.0.0" || cfg.LogLevel != slog.LevelWarn {
		t.Errorf("unexpected configuration: %+v", cfg)
	}
}

func TestLoadNamesEachWrongVariable(t *testing.T) {
	_, err := Load(environment(map[string]string{
		"PORT":                "eighty",
		"LOG_LEVEL":           "loud",
		"SHUTDOWN_TIMEOUT_MS": "0",

		"DATABASE_URL": "mysql://user:secret@postgres.shop/shop",

		"REDIS_URL": "",

		"CORE_SERVICE_URL": "not-an-address",
	}))
	if err == nil {
		t.Fatal("wrong values were taken")
	}
	for _, name := range []string{
		"PORT", "LOG_LEVEL", "SHUTDOWN_TIMEOUT_MS",
		"DATABASE_URL",
		"REDIS_URL",
		"CORE_SERVICE_URL",
	} {
		if !strings.Contains(err.Error(), "\n"+name+" ") {
			t.Errorf("%s is not named in: %v", name, err)
		}
	}
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("a password is told: %v", err)
	}
}
