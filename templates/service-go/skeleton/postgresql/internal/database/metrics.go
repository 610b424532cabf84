package database

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"time"
	"unicode"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"shop.example.com/${{ values.name }}-service/internal/tracing"
)

// metrics are those of the pool and its statements, by the names of the semantic
// conventions. The pool tells them as its tracer.
type metrics struct {
	meter    metric.Meter
	duration metric.Float64Histogram
	// How many wait for a connection now, which the pool itself does not count.
	pending atomic.Int64
}

// statementKey finds in a context when a statement began.
type statementKey struct{}

type statement struct {
	operation string
	began     time.Time
}

func newMetrics(provider metric.MeterProvider) (*metrics, error) {
	meter := provider.Meter(tracing.ServiceName)
	duration, err := meter.Float64Histogram("db.client.operation.duration",
		metric.WithUnit("s"),
		metric.WithDescription("Duration of statements"),
		metric.WithExplicitBucketBoundaries(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10))
	if err != nil {
		return nil, err
	}
	return &metrics{meter: meter, duration: duration}, nil
}

// watch tells how many connections the pool has, and how many wait for one.
func (m *metrics) watch(pool *pgxpool.Pool) error {
	count, err := m.meter.Int64ObservableUpDownCounter("db.client.connection.count",
		metric.WithUnit("{connection}"),
		metric.WithDescription("Connections of the pool, by state"))
	if err != nil {
		return err
	}
	most, err := m.meter.Int64ObservableUpDownCounter("db.client.connection.max",
		metric.WithUnit("{connection}"),
		metric.WithDescription("Connections that the pool may have"))
	if err != nil {
		return err
	}
	pending, err := m.meter.Int64ObservableUpDownCounter("db.client.connection.pending_requests",
		metric.WithUnit("{request}"),
		metric.WithDescription("Requests that wait for a connection"))
	if err != nil {
		return err
	}
	name := attribute.String("db.client.connection.pool.name", tracing.ServiceName)
	state := attribute.Key("db.client.connection.state")
	_, err = m.meter.RegisterCallback(func(_ context.Context, observer metric.Observer) error {
		stat := pool.Stat()
		observer.ObserveInt64(count, int64(stat.IdleConns()), metric.WithAttributes(name, state.String("idle")))
		observer.ObserveInt64(count, int64(stat.AcquiredConns()), metric.WithAttributes(name, state.String("used")))
		observer.ObserveInt64(most, int64(stat.MaxConns()), metric.WithAttributes(name))
		observer.ObserveInt64(pending, m.pending.Load(), metric.WithAttributes(name))
		return nil
	}, count, most, pending)
	return err
}

// TraceAcquireStart is called when somebody begins to wait for a connection.
func (m *metrics) TraceAcquireStart(ctx context.Context, _ *pgxpool.Pool, _ pgxpool.TraceAcquireStartData) context.Context {
	m.pending.Add(1)
	return ctx
}

// TraceAcquireEnd is called when the wait is over, with a connection or without.
func (m *metrics) TraceAcquireEnd(context.Context, *pgxpool.Pool, pgxpool.TraceAcquireEndData) {
	m.pending.Add(-1)
}

// TraceQueryStart is called when a statement begins.
func (m *metrics) TraceQueryStart(ctx context.Context, _ *pgx.Conn, data pgx.TraceQueryStartData) context.Context {
	return context.WithValue(ctx, statementKey{}, statement{operation: operationOf(data.SQL), began: time.Now()})
}

// TraceQueryEnd is called when a statement has been answered, or has failed.
func (m *metrics) TraceQueryEnd(ctx context.Context, _ *pgx.Conn, data pgx.TraceQueryEndData) {
	ended, ok := ctx.Value(statementKey{}).(statement)
	if !ok {
		return
	}
	attributes := []attribute.KeyValue{
		attribute.String("db.system.name", "postgresql"),
		attribute.String("db.operation.name", ended.operation),
	}
	if data.Err != nil {
		attributes = append(attributes, attribute.String("error.type", errorType(data.Err)))
	}
	m.duration.Record(ctx, time.Since(ended.began).Seconds(), metric.WithAttributes(attributes...))
}

// operationOf is the first word of a statement: its text would be one of very many.
func operationOf(sql string) string {
	words := strings.FieldsFunc(sql, func(letter rune) bool { return !unicode.IsLetter(letter) })
	if len(words) == 0 {
		return "_OTHER"
	}
	return strings.ToUpper(words[0])
}

// errorType is PostgreSQL's code of what it refused.
func errorType(err error) string {
	var refused *pgconn.PgError
	if errors.As(err, &refused) {
		return refused.Code
	}
	return "_OTHER"
}
