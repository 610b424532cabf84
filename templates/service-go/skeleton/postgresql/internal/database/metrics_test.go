package database

import (
	"context"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"go.opentelemetry.io/otel/attribute"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
)

func collect(t *testing.T, reader sdkmetric.Reader) map[string]metricdata.Aggregation {
	t.Helper()
	var all metricdata.ResourceMetrics
	if err := reader.Collect(context.Background(), &all); err != nil {
		t.Fatal(err)
	}
	found := map[string]metricdata.Aggregation{}
	for _, scope := range all.ScopeMetrics {
		for _, each := range scope.Metrics {
			found[each.Name] = each.Data
		}
	}
	return found
}

func TestTellsHowManyWaitForAConnection(t *testing.T) {
	ctx := context.Background()
	reader := sdkmetric.NewManualReader()
	metrics, err := newMetrics(sdkmetric.NewMeterProvider(sdkmetric.WithReader(reader)))
	if err != nil {
		t.Fatal(err)
	}
	// It connects to nobody before it is asked to.
	pool, err := pgxpool.New(ctx, "postgres://nobody@127.0.0.1:1/none?pool_max_conns=3")
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	if err := metrics.watch(pool); err != nil {
		t.Fatal(err)
	}
	metrics.TraceAcquireStart(ctx, pool, pgxpool.TraceAcquireStartData{})
	metrics.TraceAcquireStart(ctx, pool, pgxpool.TraceAcquireStartData{})
	metrics.TraceAcquireEnd(ctx, pool, pgxpool.TraceAcquireEndData{Err: context.DeadlineExceeded})

	found := collect(t, reader)
	for name, want := range map[string]int64{
		"db.client.connection.pending_requests": 1,
		"db.client.connection.max":              3,
		"db.client.connection.count":            0,
	} {
		sum, ok := found[name].(metricdata.Sum[int64])
		if !ok || len(sum.DataPoints) == 0 || sum.DataPoints[0].Value != want {
			t.Errorf("%s is %v, not %d", name, found[name], want)
		}
	}
}

func TestMeasuresStatements(t *testing.T) {
	reader := sdkmetric.NewManualReader()
	metrics, err := newMetrics(sdkmetric.NewMeterProvider(sdkmetric.WithReader(reader)))
	if err != nil {
		t.Fatal(err)
	}
	for _, each := range []struct {
		sql string
		err error
	}{
		{"select 1", nil},
		{"\n\tSELECT 2", nil},
		{"INSERT INTO items VALUES ($1)", &pgconn.PgError{Code: "23505"}},
		{";", errors.New("the connection is gone")},
	} {
		ctx := metrics.TraceQueryStart(context.Background(), nil, pgx.TraceQueryStartData{SQL: each.sql})
		metrics.TraceQueryEnd(ctx, nil, pgx.TraceQueryEndData{Err: each.err})
	}

	histogram, ok := collect(t, reader)["db.client.operation.duration"].(metricdata.Histogram[float64])
	if !ok {
		t.Fatal("there is no duration of statements")
	}
	counts := map[attribute.Distinct]uint64{}
	for _, point := range histogram.DataPoints {
		counts[point.Attributes.Equivalent()] = point.Count
	}
	for _, want := range []struct {
		count     uint64
		operation string
		errorType string
	}{{2, "SELECT", ""}, {1, "INSERT", "23505"}, {1, "_OTHER", "_OTHER"}} {
		attributes := []attribute.KeyValue{
			attribute.String("db.system.name", "postgresql"),
			attribute.String("db.operation.name", want.operation),
		}
		if want.errorType != "" {
			attributes = append(attributes, attribute.String("error.type", want.errorType))
		}
		set := attribute.NewSet(attributes...)
		if counts[set.Equivalent()] != want.count {
			t.Errorf("%s %s was measured %d times", want.operation, want.errorType, counts[set.Equivalent()])
		}
	}
}
