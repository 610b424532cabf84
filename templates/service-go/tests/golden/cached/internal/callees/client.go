// Package callees calls the other services.
package callees

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"shop.example.com/size-charts-service/internal/config"
	"shop.example.com/size-charts-service/internal/tracing"
)

const (
	maxAnswer = 1024 * 1024
	// The longest pause before a read is repeated. It is random, so that callers
	// that failed together do not come back together.
	retryPause = 100 * time.Millisecond
)

// Client calls one service. The trace is handed on by the transport. Only reads
// are repeated: whether a write may be is for its caller to know.
type Client struct {
	Name    string
	baseURL *url.URL
	http    *http.Client
}

// NewClients makes one client for each service that this one calls.
func NewClients(cfg config.Calls, telemetry *tracing.Telemetry) []*Client {
	transport := telemetry.Transport(http.DefaultTransport)
	var clients []*Client
	for name, address := range cfg.Services {
		// The configuration has checked it.
		baseURL, _ := url.Parse(address)
		clients = append(clients, &Client{
			Name:    name,
			baseURL: baseURL,
			http:    &http.Client{Transport: transport, Timeout: cfg.Timeout},
		})
	}
	slices.SortFunc(clients, func(a, b *Client) int { return strings.Compare(a.Name, b.Name) })
	return clients
}

// StatusError is an answer whose status means failure.
type StatusError struct {
	Host   string
	Status int
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("%s answered %d", e.Host, e.Status)
}

// Get reads the answer into target.
func (c *Client) Get(ctx context.Context, path string, target any) error {
	err := c.do(ctx, http.MethodGet, path, nil, target)
	if !isTransient(err) {
		return err
	}
	select {
	case <-ctx.Done():
		return err
	case <-time.After(rand.N(retryPause)): // #nosec G404 -- no secret: callers are only not to retry all at once
	}
	return c.do(ctx, http.MethodGet, path, nil, target)
}

// Post sends a JSON value, once, and reads the answer into target.
func (c *Client) Post(ctx context.Context, path string, body, target any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return c.do(ctx, http.MethodPost, path, strings.NewReader(string(text)), target)
}

func (c *Client) do(ctx context.Context, method, path string, body io.Reader, target any) error {
	request, err := http.NewRequestWithContext(ctx, method, c.baseURL.JoinPath(path).String(), body)
	if err != nil {
		return err
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := c.http.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	answer := io.LimitReader(response.Body, maxAnswer)
	if response.StatusCode >= http.StatusBadRequest {
		// Read to its end, the connection can be used again.
		_, _ = io.Copy(io.Discard, answer)
		return &StatusError{Host: request.URL.Host, Status: response.StatusCode}
	}
	return json.NewDecoder(answer).Decode(target)
}

// isTransient says whether the next attempt may well succeed.
func isTransient(err error) bool {
	var status *StatusError
	if errors.As(err, &status) {
		return status.Status == http.StatusBadGateway ||
			status.Status == http.StatusServiceUnavailable ||
			status.Status == http.StatusGatewayTimeout
	}
	var failed *url.Error
	return errors.As(err, &failed) && !failed.Timeout() && !errors.Is(err, context.Canceled)
}
