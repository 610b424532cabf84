package config

import (
	"log/slog"
	"strings"
	"testing"
)

func environment(overrides map[string]string) func(string) string {
	values := map[string]string{
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
	}))
	if err == nil {
		t.Fatal("wrong values were taken")
	}
	for _, name := range []string{
		"PORT", "LOG_LEVEL", "SHUTDOWN_TIMEOUT_MS",
	} {
		if !strings.Contains(err.Error(), "\n"+name+" ") {
			t.Errorf("%s is not named in: %v", name, err)
		}
	}
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("a password is told: %v", err)
	}
}
