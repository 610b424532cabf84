// Package database is the service's PostgreSQL: a bounded pool, migrated before
// the first request.
package database

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"go.opentelemetry.io/otel/metric"

	assets "shop.example.com/loyalty-points-service"
	"shop.example.com/loyalty-points-service/internal/config"
	"shop.example.com/loyalty-points-service/internal/tracing"
)

// Schema is the one that this service owns in the shared database, quoted.
// Nobody else reads or writes it.
const Schema = `"loyalty_points"`

// Options say where the database is and who wants to know of it.
type Options struct {
	Config config.Database
	Meter  metric.MeterProvider
	Logger *slog.Logger
}

// Database runs statements.
type Database struct {
	*pgxpool.Pool
	config config.Database
}

// Open migrates the database and opens the pool.
func Open(ctx context.Context, options Options) (*Database, error) {
	poolConfig, err := pgxpool.ParseConfig(options.Config.URL)
	if err != nil {
		// The driver's own words may repeat the password.
		return nil, fmt.Errorf("DATABASE_URL is not an address of PostgreSQL")
	}
	poolConfig.MaxConns = options.Config.PoolSize
	poolConfig.ConnConfig.ConnectTimeout = options.Config.Timeout
	poolConfig.ConnConfig.RuntimeParams["application_name"] = tracing.ServiceName
	applied, err := migrate(ctx, poolConfig.ConnConfig, assets.Migrations)
	if err != nil {
		return nil, err
	}
	if len(applied) > 0 {
		options.Logger.InfoContext(ctx, "Database migrated", "applied", applied)
	}
	// A migration may take long; a request's statement may not.
	poolConfig.ConnConfig.RuntimeParams["statement_timeout"] = strconv.FormatInt(options.Config.Timeout.Milliseconds(), 10)
	metrics, err := newMetrics(options.Meter)
	if err != nil {
		return nil, err
	}
	poolConfig.ConnConfig.Tracer = metrics
	pool, err := pgxpool.NewWithConfig(ctx, poolConfig)
	if err != nil {
		return nil, err
	}
	if err := metrics.watch(pool); err != nil {
		pool.Close()
		return nil, err
	}
	return &Database{Pool: pool, config: options.Config}, nil
}

// Check fails when the database does not work now.
func (d *Database) Check(ctx context.Context) error {
	return d.Ping(ctx)
}

// Close gives the connections back.
func (d *Database) Close() error {
	d.Pool.Close()
	return nil
}

// Transaction commits what fn did, or nothing of it when it fails.
func (d *Database) Transaction(ctx context.Context, fn func(pgx.Tx) error) error {
	ctx, cancel := d.WithTimeout(ctx)
	defer cancel()
	return pgx.BeginFunc(ctx, d.Pool, fn)
}

// WithTimeout bounds the wait for a connection and an answer.
func (d *Database) WithTimeout(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, d.config.Timeout)
}

// Peer is where the database is found, as spans name it.
func (d *Database) Peer() tracing.Peer {
	config := d.Config().ConnConfig
	return tracing.Peer{Address: config.Host, Port: int(config.Port), Namespace: config.Database}
}
