package tracing

import (
	"context"
	"strings"

	"go.opentelemetry.io/otel/attribute"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
)

// Peer is where a dependency is found, as its spans name it.
type Peer struct {
	Address string
	Port    int
	// Namespace is the logical database, as in db.namespace.
	Namespace string
}

// Peers are the dependencies of the service; what is not known is left out of spans.
type Peers struct {
	Database Peer
	Cache    Peer
	// External is by the name that is given to ExternalSpan.
	External map[string]Peer
}

// Tracer names the work of this service in its traces. Each helper answers the
// context that carries the new span, for spans below it, and the span, which
// its caller ends:
//
//	ctx, span := tracer.Start(ctx, "CreateOrder")
//	defer span.End()
type Tracer struct {
	tracer trace.Tracer
	peers  Peers
}

// NewTracer makes the tracer of the service.
func NewTracer(provider trace.TracerProvider, peers Peers) *Tracer {
	return &Tracer{tracer: provider.Tracer(ServiceName), peers: peers}
}

// Start begins a step of the business, such as "CreateOrder".
func (t *Tracer) Start(ctx context.Context, name string) (context.Context, *Span) {
	return t.open(ctx, name, trace.SpanKindInternal)
}

// DBSpan begins a statement: DBSpan(ctx, "INSERT", "orders").
func (t *Tracer) DBSpan(ctx context.Context, operation, collection string) (context.Context, *Span) {
	summary := operation + " " + collection
	return t.open(ctx, summary, trace.SpanKindClient, append(t.peers.Database.attributes(),
		semconv.DBSystemNamePostgreSQL,
		semconv.DBOperationName(operation),
		semconv.DBCollectionName(collection),
		semconv.DBQuerySummary(summary),
	)...)
}

// CacheSpan begins a command to the cache: CacheSpan(ctx, "GET", "orders:42").
// Only the key's first part is recorded: the rest is of high cardinality and
// may be personal.
func (t *Tracer) CacheSpan(ctx context.Context, operation, key string) (context.Context, *Span) {
	prefix, _, _ := strings.Cut(key, ":")
	summary := operation + " " + prefix
	return t.open(ctx, summary, trace.SpanKindClient, append(t.peers.Cache.attributes(),
		semconv.DBSystemNameRedis,
		semconv.DBOperationName(operation),
		semconv.DBQuerySummary(summary),
		attribute.String("cache.key.prefix", prefix),
	)...)
}

// ExternalSpan begins a call to a system of somebody else:
// ExternalSpan(ctx, "liqpay", "charge"). The HTTP requests made with the
// context, one for each attempt, are its children.
func (t *Tracer) ExternalSpan(ctx context.Context, system, operation string) (context.Context, *Span) {
	return t.open(ctx, system+" "+operation, trace.SpanKindClient, append(t.peers.External[system].attributes(),
		semconv.ServicePeerName(system),
		// Deprecated by the conventions, still what Jaeger's service map reads.
		attribute.String("peer.service", system),
		attribute.String("external.operation.name", operation),
	)...)
}

func (t *Tracer) open(ctx context.Context, name string, kind trace.SpanKind, attributes ...attribute.KeyValue) (context.Context, *Span) {
	ctx, span := t.tracer.Start(ctx, name, trace.WithSpanKind(kind), trace.WithAttributes(attributes...))
	return ctx, &Span{Span: span}
}

func (p Peer) attributes() []attribute.KeyValue {
	var known []attribute.KeyValue
	if p.Address != "" {
		known = append(known, semconv.ServerAddress(p.Address))
	}
	if p.Port != 0 {
		known = append(known, semconv.ServerPort(p.Port))
	}
	if p.Namespace != "" {
		known = append(known, semconv.DBNamespace(p.Namespace))
	}
	return known
}
