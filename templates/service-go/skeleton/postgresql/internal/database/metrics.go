package database

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"shop.example.com/${{ values.name }}-service/internal/tracing"
)

// measure tells how many connections the pool has, by the names of the
// semantic conventions.
func measure(provider metric.MeterProvider, pool *pgxpool.Pool) error {
	meter := provider.Meter(tracing.ServiceName)
	count, err := meter.Int64ObservableUpDownCounter("db.client.connection.count",
		metric.WithUnit("{connection}"),
		metric.WithDescription("Connections of the pool, by state"))
	if err != nil {
		return err
	}
	most, err := meter.Int64ObservableUpDownCounter("db.client.connection.max",
		metric.WithUnit("{connection}"),
		metric.WithDescription("Connections that the pool may have"))
	if err != nil {
		return err
	}
	name := attribute.String("db.client.connection.pool.name", tracing.ServiceName)
	state := attribute.Key("db.client.connection.state")
	_, err = meter.RegisterCallback(func(_ context.Context, observer metric.Observer) error {
		stat := pool.Stat()
		observer.ObserveInt64(count, int64(stat.IdleConns()), metric.WithAttributes(name, state.String("idle")))
		observer.ObserveInt64(count, int64(stat.AcquiredConns()), metric.WithAttributes(name, state.String("used")))
		observer.ObserveInt64(most, int64(stat.MaxConns()), metric.WithAttributes(name))
		return nil
	}, count, most)
	return err
}
