package tracing

import (
	"errors"

	"go.opentelemetry.io/otel/codes"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
)

// Span is a span under way.
type Span struct {
	trace.Span
}

// Fail records what went wrong and gives the error back, to be returned. The
// span is still open afterwards. No error is no failure.
func (s *Span) Fail(err error) error {
	if err == nil {
		return nil
	}
	s.RecordError(err)
	s.SetStatus(codes.Error, err.Error())
	// What the database says is a code; the rest is told apart by its type.
	var coded interface{ SQLState() string }
	if errors.As(err, &coded) {
		s.SetAttributes(
			semconv.ErrorTypeKey.String(coded.SQLState()),
			semconv.DBResponseStatusCode(coded.SQLState()),
		)
		return err
	}
	s.SetAttributes(semconv.ErrorType(err))
	return err
}
