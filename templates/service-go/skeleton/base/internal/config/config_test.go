package config

import (
	"log/slog"
	"strings"
	"testing"
)

func environment(overrides map[string]string) func(string) string {
	values := map[string]string{
{% if values.postgresql %}
		"DATABASE_URL": "postgresql://user:secret@postgres.shop:5432/shop",

{% endif %}
{% if values.cache %}
		"REDIS_URL": "redis://redis.shop:6379",

{% endif %}
{% for callee in values.calls %}
		"${{ callee | upper | replace('-', '_') }}_SERVICE_URL": "http://${{ callee }}.shop",

{% endfor %}
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
	if cfg.Port != ${{ values.port }} || cfg.Host != "0.0.0.0" || cfg.LogLevel != slog.LevelWarn {
		t.Errorf("unexpected configuration: %+v", cfg)
	}
}

func TestLoadNamesEachWrongVariable(t *testing.T) {
	_, err := Load(environment(map[string]string{
		"PORT":                "eighty",
		"LOG_LEVEL":           "loud",
		"SHUTDOWN_TIMEOUT_MS": "0",
{% if values.postgresql %}

		"DATABASE_URL": "mysql://user:secret@postgres.shop/shop",
{% endif %}
{% if values.cache %}

		"REDIS_URL": "",
{% endif %}
{% if values.calls | length %}

		"${{ values.calls[0] | upper | replace('-', '_') }}_SERVICE_URL": "not-an-address",
{% endif %}
	}))
	if err == nil {
		t.Fatal("wrong values were taken")
	}
	for _, name := range []string{
		"PORT", "LOG_LEVEL", "SHUTDOWN_TIMEOUT_MS",
{% if values.postgresql %}
		"DATABASE_URL",
{% endif %}
{% if values.cache %}
		"REDIS_URL",
{% endif %}
{% if values.calls | length %}
		"${{ values.calls[0] | upper | replace('-', '_') }}_SERVICE_URL",
{% endif %}
	} {
		if !strings.Contains(err.Error(), "\n"+name+" ") {
			t.Errorf("%s is not named in: %v", name, err)
		}
	}
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("a password is told: %v", err)
	}
}
