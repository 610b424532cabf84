package service_test

import (
	"slices"
	"testing"

	tracepb "go.opentelemetry.io/proto/otlp/trace/v1"

	"shop.example.com/${{ values.name }}-service/internal/otlptest"
)

const (
	callersTrace  = "4bf92f3577b34da6a3ce929d0e0e4736"
	callersSpan   = "00f067aa0ba902b7"
	callersHeader = "00-" + callersTrace + "-" + callersSpan + "-01"
)

func TestARequestIsOneTraceFromItsCallerToItsLastStep(t *testing.T) {
	collector := otlptest.Start(t)
	service := start(t, nil)
	var created item
	request(t, "POST", service.url+"/items", mug, "traceparent", callersHeader).read(t, &created)
	// Nothing waits for a batch: what is under way is sent before the service has stopped.
	if err := service.stop(); err != nil {
		t.Fatal(err)
	}

	server := collector.Span(t, "POST /items")
	if server.Kind != tracepb.Span_SPAN_KIND_SERVER || server.TraceID != callersTrace || server.Parent != callersSpan {
		t.Errorf("the request does not go on with the caller's trace: %v", server)
	}
	expect(t, server, map[string]string{
		"http.request.method":       "POST",
		"http.route":                "/items",
		"http.response.status_code": "201",
	})
	step := collector.Span(t, "CreateItem")
	if step.Parent != server.ID || step.TraceID != callersTrace {
		t.Errorf("the step is not below the request: %v", step)
	}
{% if values.postgresql %}
	statement := collector.Span(t, "INSERT items")
	if statement.Parent != step.ID || statement.Kind != tracepb.Span_SPAN_KIND_CLIENT {
		t.Errorf("the statement is not below the step: %v", statement)
	}
	expect(t, statement, map[string]string{
		"db.system.name":     "postgresql",
		"db.operation.name":  "INSERT",
		"db.collection.name": "items",
	})
{% endif %}
	if name := collector.Resource()["service.name"]; name != "${{ values.name }}-service" {
		t.Errorf("the service calls itself %q", name)
	}
	for _, name := range []string{
		"http.server.request.duration", "go.goroutine.count",
{% if values.postgresql %}
		"db.client.connection.count",
{% endif %}
	} {
		if !slices.Contains(collector.Metrics(), name) {
			t.Errorf("%s is not among the metrics %v", name, collector.Metrics())
		}
	}
}

func TestAProblemNamesItsTraceAndPathsAreNoNames(t *testing.T) {
	collector := otlptest.Start(t)
	service := start(t, nil)
	var told problem
	request(t, "GET", service.url+"/items/00000000-0000-4000-8000-000000000000", "", "traceparent", callersHeader).read(t, &told)
	request(t, "GET", service.url+"/wp-login.php", "")
	if err := service.stop(); err != nil {
		t.Fatal(err)
	}

	if told.TraceID != callersTrace {
		t.Errorf("the problem names the trace %q", told.TraceID)
	}
	expect(t, collector.Span(t, "GET /items/{itemId}"), map[string]string{
		"http.route":                "/items/{itemId}",
		"http.response.status_code": "404",
	})
	if _, known := collector.Span(t, "GET").Attributes["http.route"]; known {
		t.Error("a path that is not there has a route")
	}
	for _, line := range service.log.all(t) {
		if line["trace_id"] == callersTrace {
			return
		}
	}
	t.Error("no line of the log has the trace's id")
}
{% if values.cache %}

func TestAnItemComesFromTheCacheTheSecondTime(t *testing.T) {
	collector := otlptest.Start(t)
	service := start(t, nil)
	var created item
	request(t, "POST", service.url+"/items", mug).read(t, &created)
	request(t, "GET", service.url+"/items/"+created.ID, "")
	request(t, "GET", service.url+"/items/"+created.ID, "")
	if err := service.stop(); err != nil {
		t.Fatal(err)
	}

	var hits []string
	for _, span := range collector.Spans() {
		if span.Name == "GET ${{ values.name }}-items" {
			hits = append(hits, span.Attributes["cache.hit"])
		}
	}
	if !slices.Equal(hits, []string{"false", "true"}) {
		t.Errorf("hits are %v", hits)
	}
	expect(t, collector.Span(t, "SET ${{ values.name }}-items"), map[string]string{"db.system.name": "redis"})
}

func TestRequestsGoOnWithoutTheCache(t *testing.T) {
	collector := otlptest.Start(t)
	service := start(t, map[string]string{"REDIS_URL": "redis://127.0.0.1:1"})
	var created, found item
	request(t, "POST", service.url+"/items", mug).read(t, &created)
	request(t, "GET", service.url+"/items/"+created.ID, "").read(t, &found)
	if found != created {
		t.Errorf("%+v is not %+v", found, created)
	}
	if ready := request(t, "GET", service.url+"/readyz", ""); ready.status != 200 {
		t.Errorf("the service is not ready without its cache: %s", ready.text)
	}
	if err := service.stop(); err != nil {
		t.Fatal(err)
	}
	failed := collector.Span(t, "GET ${{ values.name }}-items")
	if failed.Status.GetCode() != tracepb.Status_STATUS_CODE_ERROR || failed.Attributes["error.type"] == "" {
		t.Errorf("the failure is not in the trace: %v", failed)
	}
}
{% endif %}

func expect(t *testing.T, span otlptest.Span, attributes map[string]string) {
	t.Helper()
	for name, value := range attributes {
		if span.Attributes[name] != value {
			t.Errorf("%s of %q is %q, not %q", name, span.Name, span.Attributes[name], value)
		}
	}
}
