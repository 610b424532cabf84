// Package service puts the service together: it is the one place that knows
// all its parts.
package service

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strconv"
	"time"

	assets "shop.example.com/greetings-service"
	"shop.example.com/greetings-service/internal/config"
	"shop.example.com/greetings-service/internal/health"
	"shop.example.com/greetings-service/internal/httpserver"
	"shop.example.com/greetings-service/internal/items"
	"shop.example.com/greetings-service/internal/logging"
	"shop.example.com/greetings-service/internal/tracing"
)

// Options are what a test does otherwise.
type Options struct {
	// Output is where log lines go.
	Output io.Writer
	// Ready is told the address once requests are answered.
	Ready func(address string, routes []string)
}

// Run starts the service and stops it when the context ends: it reads as not
// ready, waits until the load balancers know, answers what is under way, closes
// the connections and sends the last spans. What takes longer than the limit
// is cut off, and an error.
func Run(ctx context.Context, cfg config.Config, options Options) (err error) {
	logger := logging.New(options.Output, cfg.LogLevel, tracing.ServiceName, tracing.ServiceVersion)
	// Until it has started, a stop ends the start itself.
	telemetry, err := tracing.StartTelemetry(ctx, logger)
	if err != nil {
		return fmt.Errorf("telemetry cannot start: %w", err)
	}
	// Last of all: how the service stops is part of its traces.
	defer func() {
		if failed := telemetry.Shutdown(); failed != nil {
			logger.Warn("The last spans may be missing", "error", failed.Error())
		}
	}()

	parts := &parts{}
	// Background work and connections end after the requests that use them, the newest first.
	defer func() { err = errors.Join(err, parts.close()) }()
	server, ready, err := assemble(ctx, cfg, telemetry, logger, parts)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(cfg.Host, strconv.Itoa(cfg.Port)))
	if err != nil {
		return err
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	logger.Info(tracing.ServiceName+" is up", "address", listener.Addr().String())
	if options.Ready != nil {
		options.Ready(listener.Addr().String(), server.Routes())
	}

	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	logger.Info("Stopping")
	ready.Drain()
	return stop(server, cfg.Shutdown)
}

func stop(server *httpserver.Server, limits config.Shutdown) error {
	ctx, cancel := context.WithTimeout(context.Background(), limits.Timeout)
	defer cancel()
	select {
	case <-time.After(limits.Drain):
	case <-ctx.Done():
	}
	if err := server.Shutdown(ctx); err != nil {
		return fmt.Errorf("not stopped within %s: %w", limits.Timeout, err)
	}
	return nil
}

func assemble(
	ctx context.Context,
	cfg config.Config,
	telemetry *tracing.Telemetry,
	logger *slog.Logger,
	parts *parts,
) (*httpserver.Server, *health.Health, error) {
	var peers tracing.Peers
	tracer := tracing.NewTracer(telemetry.TracerProvider, peers)

	var store items.Store = items.NewMemoryStore()

	server := httpserver.New(telemetry, logger)
	items.Routes{Store: store, Tracer: tracer}.Register(server)
	ready := health.New(parts.checks)
	server.HandleQuietly("GET /healthz", ready.Live)
	server.HandleQuietly("GET /readyz", ready.Ready)
	server.HandleQuietly("GET /openapi.yaml", func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Type", "application/yaml; charset=utf-8")
		_, err := w.Write(assets.OpenAPI)
		return err
	})
	return server, ready, nil
}

// parts are what the service is made of, in the order in which they came up.
type parts struct {
	checks []health.Check
	closes []func() error
}

func (p *parts) close() error {
	var failed []error
	for _, close := range slices.Backward(p.closes) {
		failed = append(failed, close())
	}
	return errors.Join(failed...)
}
