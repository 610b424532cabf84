package service_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"shop.example.com/greetings-service/internal/config"
	"shop.example.com/greetings-service/internal/service"
)

// Long enough for any machine; nothing waits for it unless something is broken.
const patience = 30 * time.Second

type running struct {
	url    string
	routes []string
	log    *logLines
	stop   func() error
}

// start runs the service as production does, on a free port, until the test ends.
func start(t *testing.T, overrides map[string]string) *running {
	t.Helper()
	environment := testEnvironment(t)
	for name, value := range overrides {
		environment[name] = value
	}
	cfg, err := config.Load(func(name string) string { return environment[name] })
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	service, ended := run(t, ctx, cfg)
	var stopping sync.Once
	service.stop = func() error {
		var failed error
		stopping.Do(func() {
			cancel()
			failed = wait(t, ended)
		})
		return failed
	}
	t.Cleanup(func() {
		if err := service.stop(); err != nil {
			t.Errorf("the service did not stop well: %v", err)
		}
	})
	return service
}

func run(t *testing.T, ctx context.Context, cfg config.Config) (*running, <-chan error) {
	t.Helper()
	started := &running{log: &logLines{}}
	up, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- service.Run(ctx, cfg, service.Options{
			Output: started.log,
			Ready: func(address string, routes []string) {
				started.url, started.routes = "http://"+address, routes
				close(up)
			},
		})
	}()
	select {
	case <-up:
	case err := <-ended:
		t.Fatalf("the service did not start: %v", err)
	case <-time.After(patience):
		t.Fatal("the service did not start in time")
	}
	return started, ended
}

func wait(t *testing.T, ended <-chan error) error {
	t.Helper()
	select {
	case err := <-ended:
		return err
	case <-time.After(patience):
		t.Fatal("the service did not stop in time")
		return nil
	}
}

func testEnvironment(t *testing.T) map[string]string {
	t.Helper()
	return map[string]string{
		"HOST":              "127.0.0.1",
		"PORT":              "0",
		"LOG_LEVEL":         "debug",
		"SHUTDOWN_DRAIN_MS": "0",
	}
}

// logLines keeps what the service logs.
type logLines struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (l *logLines) Write(line []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.Write(line)
}

// waitFor returns once something was logged.
func (l *logLines) waitFor(t *testing.T, message string) {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		for _, line := range l.all(t) {
			if line["msg"] == message {
				return
			}
		}
	}
	t.Fatalf("%q was not logged", message)
}

func (l *logLines) all(t *testing.T) []map[string]any {
	t.Helper()
	l.mutex.Lock()
	defer l.mutex.Unlock()
	var lines []map[string]any
	for text := range strings.Lines(l.text.String()) {
		var line map[string]any
		if err := json.Unmarshal([]byte(text), &line); err != nil {
			t.Errorf("a line of the log is no JSON: %s", text)
		}
		lines = append(lines, line)
	}
	return lines
}

type answer struct {
	status  int
	headers http.Header
	text    string
}

func (a answer) read(t *testing.T, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(a.text), into); err != nil {
		t.Fatalf("%s: %v", a.text, err)
	}
}

// request sends a body, if it is not empty, with headers in pairs.
func request(t *testing.T, method, url, body string, headers ...string) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for index := 0; index < len(headers); index += 2 {
		req.Header.Set(headers[index], headers[index+1])
	}
	response, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(text)}
}
