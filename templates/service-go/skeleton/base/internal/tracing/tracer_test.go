package tracing

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
)

func newTestTracer() (*Tracer, *tracetest.SpanRecorder) {
	recorder := tracetest.NewSpanRecorder()
	provider := sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(recorder))
	return NewTracer(provider, Peers{
		Database: Peer{Address: "postgres.shop", Port: 5432, Namespace: "shop"},
		Cache:    Peer{Address: "redis.shop", Port: 6379},
		External: map[string]Peer{"liqpay": {Address: "www.liqpay.ua"}},
	}), recorder
}

func TestSpansBelowAStepAreItsChildren(t *testing.T) {
	tracer, recorder := newTestTracer()
	ctx, step := tracer.Start(context.Background(), "CreateOrder")
	for _, open := range []func() (context.Context, *Span){
		func() (context.Context, *Span) { return tracer.DBSpan(ctx, "INSERT", "orders") },
		func() (context.Context, *Span) { return tracer.CacheSpan(ctx, "SET", "orders:someone@example.com") },
		func() (context.Context, *Span) { return tracer.ExternalSpan(ctx, "liqpay", "charge") },
	} {
		_, span := open()
		span.End()
	}
	step.End()

	wanted := []struct {
		name       string
		attributes []attribute.KeyValue
	}{
		{"INSERT orders", []attribute.KeyValue{
			attribute.String("db.system.name", "postgresql"),
			attribute.String("db.operation.name", "INSERT"),
			attribute.String("db.collection.name", "orders"),
			attribute.String("db.query.summary", "INSERT orders"),
			attribute.String("db.namespace", "shop"),
			attribute.String("server.address", "postgres.shop"),
			attribute.Int("server.port", 5432),
		}},
		// The key itself is not recorded.
		{"SET orders", []attribute.KeyValue{
			attribute.String("db.system.name", "redis"),
			attribute.String("db.operation.name", "SET"),
			attribute.String("db.query.summary", "SET orders"),
			attribute.String("cache.key.prefix", "orders"),
			attribute.String("server.address", "redis.shop"),
			attribute.Int("server.port", 6379),
		}},
		{"liqpay charge", []attribute.KeyValue{
			attribute.String("service.peer.name", "liqpay"),
			attribute.String("peer.service", "liqpay"),
			attribute.String("external.operation.name", "charge"),
			attribute.String("server.address", "www.liqpay.ua"),
		}},
	}
	for index, span := range recorder.Ended()[:len(wanted)] {
		want := wanted[index]
		if span.Name() != want.name || span.SpanKind() != trace.SpanKindClient {
			t.Errorf("unexpected span %q of kind %s", span.Name(), span.SpanKind())
		}
		if span.Parent().SpanID() != step.SpanContext().SpanID() || span.SpanContext().TraceID() != step.SpanContext().TraceID() {
			t.Errorf("%s is not below the step", want.name)
		}
		if found, all := attribute.NewSet(span.Attributes()...), attribute.NewSet(want.attributes...); !found.Equals(&all) {
			t.Errorf("attributes of %s are %v", want.name, span.Attributes())
		}
	}
}

type databaseError struct{}

func (databaseError) Error() string    { return "duplicate key" }
func (databaseError) SQLState() string { return "23505" }

func TestAFailureIsRecordedAndGoesOn(t *testing.T) {
	tracer, recorder := newTestTracer()
	for _, failure := range []error{
		fmt.Errorf("create: %w", databaseError{}),
		errors.New("too much"),
		nil,
	} {
		_, span := tracer.DBSpan(context.Background(), "INSERT", "orders")
		if err := span.Fail(failure); !errors.Is(err, failure) {
			t.Errorf("%v became %v", failure, err)
		}
		span.End()
	}

	ended := recorder.Ended()
	for index, want := range []string{"23505", "*errors.errorString", ""} {
		attributes := attribute.NewSet(ended[index].Attributes()...)
		kind, _ := attributes.Value("error.type")
		if kind.AsString() != want {
			t.Errorf("error.type is %q, not %q", kind.AsString(), want)
		}
		if failed := ended[index].Status().Code == codes.Error; failed != (want != "") {
			t.Errorf("%q: the status is %v", want, ended[index].Status())
		}
	}
}
