// Package problem tells callers what went wrong, as RFC 9457 describes it.
package problem

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"go.opentelemetry.io/otel/codes"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
)

const types = "https://${{ values.domain }}/problems/"

// Field names one wrong field of the input.
type Field struct {
	// Pointer is a JSON pointer into the body, or the name of the parameter.
	Pointer string `json:"pointer"`
	Detail  string `json:"detail"`
}

// Problem is an error that the caller is told about.
type Problem struct {
	// Type is the last part of the type's URI; stable, for callers to compare.
	Type   string
	Status int
	Title  string
	Detail string
	Errors []Field
}

func (p *Problem) Error() string {
	if p.Detail != "" {
		return p.Detail
	}
	return p.Title
}

// Invalid is input that names each wrong field.
func Invalid(fields ...Field) *Problem {
	return &Problem{
		Type:   "invalid-input",
		Status: http.StatusBadRequest,
		Title:  "Invalid input",
		Detail: "Nothing was changed; see errors for what to put right.",
		Errors: fields,
	}
}

// Malformed is a request that cannot be read at all.
func Malformed(detail string) *Problem {
	return &Problem{
		Type:   "invalid-request",
		Status: http.StatusBadRequest,
		Title:  "Invalid request",
		Detail: detail,
	}
}

// NotFound is an address, or a thing, that is not there.
func NotFound(detail string) *Problem {
	return &Problem{
		Type:   "not-found",
		Status: http.StatusNotFound,
		Title:  "Not found",
		Detail: detail,
	}
}

// What broke inside is for the log and the trace, not for the caller.
var internal = &Problem{
	Type:   "internal-error",
	Status: http.StatusInternalServerError,
	Title:  "Internal error",
	Detail: "The service failed; the trace says where.",
}

// Write answers with the problem that err is or, when it is none, with an
// internal error that says nothing of it.
func Write(w http.ResponseWriter, r *http.Request, logger *slog.Logger, err error) {
	var told *Problem
	if !errors.As(err, &told) {
		told = internal
	}
	if told.Status >= http.StatusInternalServerError {
		record(r.Context(), logger, err)
	}
	span := trace.SpanContextFromContext(r.Context())
	body := document{
		Type:     types + told.Type,
		Title:    told.Title,
		Status:   told.Status,
		Detail:   told.Detail,
		Instance: r.URL.RequestURI(),
		Errors:   told.Errors,
	}
	if span.HasTraceID() {
		body.TraceID = span.TraceID().String()
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(told.Status)
	// The status is on its way: a caller who left cannot be told anything.
	_ = json.NewEncoder(w).Encode(body)
}

type document struct {
	Type     string  `json:"type"`
	Title    string  `json:"title"`
	Status   int     `json:"status"`
	Detail   string  `json:"detail,omitempty"`
	Instance string  `json:"instance"`
	TraceID  string  `json:"traceId,omitempty"`
	Errors   []Field `json:"errors,omitempty"`
}

func record(ctx context.Context, logger *slog.Logger, err error) {
	span := trace.SpanFromContext(ctx)
	span.RecordError(err)
	span.SetStatus(codes.Error, err.Error())
	span.SetAttributes(semconv.ErrorType(err))
	logger.ErrorContext(ctx, "The request failed", "error", err.Error())
}
