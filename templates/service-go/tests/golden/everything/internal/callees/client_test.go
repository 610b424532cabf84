package callees

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"shop.example.com/loyalty-points-service/internal/config"
	"shop.example.com/loyalty-points-service/internal/otlptest"
	"shop.example.com/loyalty-points-service/internal/tracing"
)

// other answers with the statuses one after the other, the last one for ever.
func other(t *testing.T, statuses ...int) (*Client, *tracing.Telemetry, func() (requests int, traceparent string)) {
	t.Helper()
	var requests atomic.Int32
	var traceparent atomic.Value
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		count := int(requests.Add(1))
		traceparent.Store(r.Header.Get("traceparent"))
		w.WriteHeader(statuses[min(count, len(statuses))-1])
		_, _ = w.Write([]byte(`{"status": "ok"}`))
	}))
	t.Cleanup(server.Close)
	telemetry, err := tracing.StartTelemetry(t.Context(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	cfg := config.Calls{Timeout: 30 * time.Second, Services: map[string]string{"other": server.URL}}
	return NewClients(cfg, telemetry)[0], telemetry, func() (int, string) {
		header, _ := traceparent.Load().(string)
		return int(requests.Load()), header
	}
}

func TestTheTraceIsHandedOn(t *testing.T) {
	collector := otlptest.Start(t)
	client, telemetry, seen := other(t, http.StatusOK)
	ctx, step := tracing.NewTracer(telemetry.TracerProvider, tracing.Peers{}).Start(context.Background(), "AskOther")
	var answer struct{ Status string }
	if err := client.Get(ctx, "/healthz", &answer); err != nil || answer.Status != "ok" {
		t.Fatalf("unexpected answer %+v: %v", answer, err)
	}
	step.End()
	if err := telemetry.Shutdown(); err != nil {
		t.Fatal(err)
	}

	outer := collector.Span(t, "AskOther")
	var below otlptest.Span
	for _, span := range collector.Spans() {
		if span.Parent == outer.ID {
			below = span
		}
	}
	_, header := seen()
	if want := "00-" + outer.TraceID + "-" + below.ID + "-01"; below.Span == nil || header != want {
		t.Errorf("the other service is handed %q, not %q", header, want)
	}
}

func TestReadsAreRepeatedAndWritesAreNot(t *testing.T) {
	otlptest.Start(t)
	var answer any
	client, _, seen := other(t, http.StatusServiceUnavailable, http.StatusOK)
	if err := client.Get(t.Context(), "/items", &answer); err != nil {
		t.Error(err)
	}
	if requests, _ := seen(); requests != 2 {
		t.Errorf("%d requests, not 2", requests)
	}

	client, _, seen = other(t, http.StatusServiceUnavailable)
	var status *StatusError
	if err := client.Post(t.Context(), "/items", map[string]string{}, &answer); !errors.As(err, &status) || status.Status != 503 {
		t.Errorf("unexpected error: %v", err)
	}
	if requests, _ := seen(); requests != 1 {
		t.Errorf("%d requests, not 1", requests)
	}

	client, _, seen = other(t, http.StatusNotFound)
	if err := client.Get(t.Context(), "/items/1", &answer); !errors.As(err, &status) || status.Status != 404 {
		t.Errorf("unexpected error: %v", err)
	}
	if requests, _ := seen(); requests != 1 {
		t.Errorf("%d requests, not 1", requests)
	}
}
