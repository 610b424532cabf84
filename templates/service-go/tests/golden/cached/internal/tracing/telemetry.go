// Package tracing names the work of this service in its traces, and sends
// traces and metrics to the collector.
package tracing

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/google/uuid"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/contrib/instrumentation/runtime"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetrichttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/metric"
	metricnoop "go.opentelemetry.io/otel/metric/noop"
	"go.opentelemetry.io/otel/propagation"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
	tracenoop "go.opentelemetry.io/otel/trace/noop"
)

// ServiceName is the name of this service in traces, logs and the catalog.
const ServiceName = "size-charts-service"

// ServiceVersion is what the build says it is (the image's tag), or "dev".
var ServiceVersion = "dev"

// A collector that is away must not hold up an exit.
const shutdownTimeout = 5 * time.Second

// Telemetry sends traces and metrics.
type Telemetry struct {
	TracerProvider trace.TracerProvider
	MeterProvider  metric.MeterProvider
	propagator     propagation.TextMapPropagator
	shutdown       []func(context.Context) error
}

// StartTelemetry starts traces and metrics, configured by the standard OTEL_*
// variables, which the parts of the SDK read by themselves.
func StartTelemetry(ctx context.Context, logger *slog.Logger) (*Telemetry, error) {
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) {
		logger.Warn("Telemetry failed", "error", err.Error())
	}))
	t := &Telemetry{
		TracerProvider: tracenoop.NewTracerProvider(),
		MeterProvider:  metricnoop.NewMeterProvider(),
		propagator: propagation.NewCompositeTextMapPropagator(
			propagation.TraceContext{}, propagation.Baggage{},
		),
	}
	if os.Getenv("OTEL_SDK_DISABLED") == "true" {
		return t, nil
	}
	about, err := describe(ctx)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(t.startTraces(ctx, about), t.startMetrics(ctx, about)); err != nil {
		return nil, errors.Join(err, t.Shutdown())
	}
	return t, nil
}

// Middleware makes a span, named by its route, and the RED metrics of each request.
func (t *Telemetry) Middleware(next http.Handler) http.Handler {
	return otelhttp.NewHandler(next, "request", t.options()...)
}

// Transport traces and measures outgoing requests, and hands the trace on.
func (t *Telemetry) Transport(base http.RoundTripper) http.RoundTripper {
	return otelhttp.NewTransport(base, t.options()...)
}

// Shutdown sends what is waiting, for five seconds at most.
func (t *Telemetry) Shutdown() error {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	var failed []error
	for _, shutdown := range t.shutdown {
		failed = append(failed, shutdown(ctx))
	}
	return errors.Join(failed...)
}

func (t *Telemetry) options() []otelhttp.Option {
	return []otelhttp.Option{
		otelhttp.WithTracerProvider(t.TracerProvider),
		otelhttp.WithMeterProvider(t.MeterProvider),
		otelhttp.WithPropagators(t.propagator),
	}
}

func (t *Telemetry) startTraces(ctx context.Context, about *resource.Resource) error {
	if os.Getenv("OTEL_TRACES_EXPORTER") == "none" {
		return nil
	}
	var options []otlptracehttp.Option
	if usesDefaultEndpoint("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") {
		options = append(options, otlptracehttp.WithInsecure())
	}
	exporter, err := otlptracehttp.New(ctx, options...)
	if err != nil {
		return err
	}
	var batch []sdktrace.BatchSpanProcessorOption
	if os.Getenv("OTEL_BSP_SCHEDULE_DELAY") == "" {
		batch = append(batch, sdktrace.WithBatchTimeout(500*time.Millisecond))
	}
	provider := sdktrace.NewTracerProvider(
		sdktrace.WithResource(about),
		sdktrace.WithBatcher(exporter, batch...),
	)
	t.TracerProvider = provider
	t.shutdown = append(t.shutdown, provider.Shutdown)
	return nil
}

func (t *Telemetry) startMetrics(ctx context.Context, about *resource.Resource) error {
	if os.Getenv("OTEL_METRICS_EXPORTER") == "none" {
		return nil
	}
	var options []otlpmetrichttp.Option
	if usesDefaultEndpoint("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT") {
		options = append(options, otlpmetrichttp.WithInsecure())
	}
	exporter, err := otlpmetrichttp.New(ctx, options...)
	if err != nil {
		return err
	}
	var periodic []sdkmetric.PeriodicReaderOption
	if os.Getenv("OTEL_METRIC_EXPORT_INTERVAL") == "" {
		periodic = append(periodic, sdkmetric.WithInterval(15*time.Second))
	}
	provider := sdkmetric.NewMeterProvider(
		sdkmetric.WithResource(about),
		sdkmetric.WithReader(sdkmetric.NewPeriodicReader(exporter, periodic...)),
	)
	t.MeterProvider = provider
	t.shutdown = append(t.shutdown, provider.Shutdown)
	return runtime.Start(runtime.WithMeterProvider(provider))
}

// Without an address the exporters look for a collector on this machine, which
// speaks plain HTTP.
func usesDefaultEndpoint(signal string) bool {
	return os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT") == "" && os.Getenv(signal) == ""
}

func describe(ctx context.Context) (*resource.Resource, error) {
	return resource.New(ctx,
		resource.WithTelemetrySDK(),
		resource.WithAttributes(
			semconv.ServiceName(ServiceName),
			semconv.ServiceVersion(ServiceVersion),
			semconv.ServiceInstanceID(uuid.NewString()),
		),
		// The environment has the last word.
		resource.WithFromEnv(),
	)
}
