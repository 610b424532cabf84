// Package httpserver is the HTTP server, without the service's own routes.
package httpserver

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"shop.example.com/size-charts-service/internal/problem"
	"shop.example.com/size-charts-service/internal/tracing"
)

const maxBody = 256 * 1024

// Handler answers a request, or says by an error why it cannot.
type Handler func(http.ResponseWriter, *http.Request) error

// Server routes requests and traces them by their routes.
type Server struct {
	mux       *http.ServeMux
	telemetry *tracing.Telemetry
	logger    *slog.Logger
	routes    []string
	server    *http.Server
}

// New makes a server that knows no route yet.
func New(telemetry *tracing.Telemetry, logger *slog.Logger) *Server {
	s := &Server{mux: http.NewServeMux(), telemetry: telemetry, logger: logger}
	s.server = &http.Server{
		Handler:           s.mux,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		// Longer than the mesh keeps idle connections, so that it never writes to a closed one.
		IdleTimeout: 75 * time.Second,
		ErrorLog:    slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
	}
	s.mux.Handle("/", s.traced(func(_ http.ResponseWriter, r *http.Request) error {
		return problem.NotFound(fmt.Sprintf("There is no %s %s", r.Method, r.URL.Path))
	}))
	return s
}

// Handle adds a route, such as "GET /items/{itemId}", whose requests are traced.
func (s *Server) Handle(pattern string, handler Handler) {
	s.add(pattern, s.traced(handler))
}

// HandleQuietly adds a route that leaves no trace, for probes.
func (s *Server) HandleQuietly(pattern string, handler Handler) {
	s.add(pattern, s.answer(handler))
}

// Routes are the patterns that were added, in that order.
func (s *Server) Routes() []string {
	return s.routes
}

// Serve answers requests until Shutdown is called.
func (s *Server) Serve(listener net.Listener) error {
	if err := s.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// Shutdown answers what is under way, and takes nothing new.
func (s *Server) Shutdown(ctx context.Context) error {
	return s.server.Shutdown(ctx)
}

func (s *Server) add(pattern string, handler http.Handler) {
	s.routes = append(s.routes, pattern)
	s.mux.Handle(pattern, handler)
}

func (s *Server) traced(handler Handler) http.Handler {
	measured := s.telemetry.Middleware(s.answer(handler))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Pattern == "/" {
			// What is not there has no route: its name would be one of very many.
			r.Pattern = ""
		}
		measured.ServeHTTP(w, r)
	})
}

// answer turns the error of a handler, or its panic, into a problem.
func (s *Server) answer(handler Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if cause := recover(); cause == http.ErrAbortHandler {
				panic(cause)
			} else if cause != nil {
				s.logger.ErrorContext(r.Context(), "A handler panicked",
					"cause", fmt.Sprint(cause), "stack", strings.TrimSpace(string(debug.Stack())))
				problem.Write(w, r, s.logger, fmt.Errorf("panic: %v", cause))
			}
		}()
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		if err := handler(w, r); err != nil {
			problem.Write(w, r, s.logger, err)
		}
		s.logger.DebugContext(r.Context(), "Answered", "method", r.Method, "path", r.URL.Path)
	})
}
