// Package otlptest is a collector for tests: it keeps what it is sent.
package otlptest

import (
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	metricscollector "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	tracecollector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	common "go.opentelemetry.io/proto/otlp/common/v1"
	tracepb "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// Receiver takes traces and metrics over OTLP/HTTP.
type Receiver struct {
	URL      string
	mutex    sync.Mutex
	spans    []Span
	metrics  []string
	resource map[string]string
}

// Span is one that arrived.
type Span struct {
	*tracepb.Span
	TraceID, ID, Parent string
	Attributes          map[string]string
}

// Start takes what comes until the test ends, and points the SDK to itself.
func Start(t *testing.T) *Receiver {
	t.Helper()
	receiver := &Receiver{}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/traces", func(w http.ResponseWriter, r *http.Request) {
		var request tracecollector.ExportTraceServiceRequest
		if read(w, r, &request) {
			receiver.takeSpans(&request)
		}
	})
	mux.HandleFunc("POST /v1/metrics", func(w http.ResponseWriter, r *http.Request) {
		var request metricscollector.ExportMetricsServiceRequest
		if read(w, r, &request) {
			receiver.takeMetrics(&request)
		}
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	receiver.URL = server.URL
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", server.URL)
	t.Setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
	return receiver
}

// Spans are all that arrived.
func (r *Receiver) Spans() []Span {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return slices.Clone(r.spans)
}

// Span is the one with the name; there has to be exactly one.
func (r *Receiver) Span(t *testing.T, name string) Span {
	t.Helper()
	var found []Span
	var names []string
	for _, span := range r.Spans() {
		names = append(names, span.Name)
		if span.Name == name {
			found = append(found, span)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d spans are named %q; all are %s", len(found), name, strings.Join(names, ", "))
	}
	return found[0]
}

// Metrics are the names that arrived.
func (r *Receiver) Metrics() []string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return slices.Clone(r.metrics)
}

// Resource is what the last spans said of their service.
func (r *Receiver) Resource() map[string]string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.resource
}

func read(w http.ResponseWriter, r *http.Request, into proto.Message) bool {
	body, err := io.ReadAll(r.Body)
	if err == nil {
		err = proto.Unmarshal(body, into)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return false
	}
	w.Header().Set("Content-Type", "application/x-protobuf")
	return true
}

func (r *Receiver) takeSpans(request *tracecollector.ExportTraceServiceRequest) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for _, resource := range request.GetResourceSpans() {
		r.resource = texts(resource.GetResource().GetAttributes())
		for _, scope := range resource.GetScopeSpans() {
			for _, span := range scope.GetSpans() {
				r.spans = append(r.spans, Span{
					Span:       span,
					TraceID:    hex.EncodeToString(span.GetTraceId()),
					ID:         hex.EncodeToString(span.GetSpanId()),
					Parent:     hex.EncodeToString(span.GetParentSpanId()),
					Attributes: texts(span.GetAttributes()),
				})
			}
		}
	}
}

func (r *Receiver) takeMetrics(request *metricscollector.ExportMetricsServiceRequest) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for _, resource := range request.GetResourceMetrics() {
		for _, scope := range resource.GetScopeMetrics() {
			for _, metric := range scope.GetMetrics() {
				r.metrics = append(r.metrics, metric.GetName())
			}
		}
	}
}

// texts are attributes as they would be printed: 404 for the number.
func texts(attributes []*common.KeyValue) map[string]string {
	all := map[string]string{}
	for _, attribute := range attributes {
		value := attribute.GetValue()
		text := value.GetStringValue()
		if text == "" {
			_, text, _ = strings.Cut(value.String(), ":")
		}
		all[attribute.GetKey()] = text
	}
	return all
}
