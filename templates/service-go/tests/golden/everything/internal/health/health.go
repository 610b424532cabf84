// Package health answers the probes of Kubernetes.
package health

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// A probe waits two seconds; an answer in time says which part is late.
const checkTimeout = time.Second

// Check asks one part of the service whether it works.
type Check struct {
	Name string
	// Required is whether the service can not answer without the part.
	Required bool
	Run      func(context.Context) error
}

// Health knows whether requests can be answered.
type Health struct {
	checks   []Check
	draining atomic.Bool
}

// New makes a Health of the parts of the service.
func New(checks []Check) *Health {
	return &Health{checks: checks}
}

// Drain says "not ready" from now on, whatever the parts say.
func (h *Health) Drain() {
	h.draining.Store(true)
}

// Live says that the process answers. It looks at nothing else, or a database
// that is away would restart every pod.
func (h *Health) Live(w http.ResponseWriter, _ *http.Request) error {
	return answer(w, http.StatusOK, map[string]string{"status": "ok"})
}

// Ready says whether requests can be answered, and what each part says.
func (h *Health) Ready(w http.ResponseWriter, r *http.Request) error {
	results := h.runAll(r.Context())
	status, code := "ok", http.StatusOK
	for _, result := range results {
		if result.Required && result.Status != "ok" {
			status, code = "failed", http.StatusServiceUnavailable
		}
	}
	if h.draining.Load() {
		status, code = "draining", http.StatusServiceUnavailable
	}
	return answer(w, code, readiness{Status: status, Checks: results})
}

type readiness struct {
	Status string   `json:"status"`
	Checks []result `json:"checks"`
}

type result struct {
	Name     string `json:"name"`
	Required bool   `json:"required"`
	Status   string `json:"status"`
	Detail   string `json:"detail,omitempty"`
}

func (h *Health) runAll(ctx context.Context) []result {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	results := make([]result, len(h.checks))
	var running sync.WaitGroup
	for index, check := range h.checks {
		running.Go(func() {
			results[index] = run(ctx, check)
		})
	}
	running.Wait()
	return results
}

func run(ctx context.Context, check Check) result {
	found := result{Name: check.Name, Required: check.Required, Status: "ok"}
	if err := check.Run(ctx); err != nil {
		found.Status, found.Detail = "failed", err.Error()
	}
	return found
}

func answer(w http.ResponseWriter, status int, body any) error {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	return json.NewEncoder(w).Encode(body)
}
