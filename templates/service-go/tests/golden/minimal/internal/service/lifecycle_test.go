package service_test

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"shop.example.com/greetings-service/internal/otlptest"
)

func TestProbesAreAnsweredAndLeaveNoTraces(t *testing.T) {
	collector := otlptest.Start(t)
	service := start(t, nil)
	for _, path := range []string{"/healthz", "/readyz"} {
		if found := request(t, "GET", service.url+path, ""); found.status != http.StatusOK || !strings.Contains(found.text, `"status":"ok"`) {
			t.Errorf("%s: unexpected answer: %+v", path, found)
		}
	}
	if err := service.stop(); err != nil {
		t.Fatal(err)
	}
	if spans := collector.Spans(); len(spans) > 0 {
		t.Errorf("probes left %d spans", len(spans))
	}
}

func TestAStoppingServiceAnswersWhatIsUnderWay(t *testing.T) {
	otlptest.Start(t)
	service := start(t, nil)
	// The server asks for the body once the request is in a handler's hands.
	body := &heldBody{asked: make(chan struct{}), release: make(chan struct{}), text: strings.NewReader(mug)}
	client := &http.Client{Transport: &http.Transport{ExpectContinueTimeout: patience}}
	req, err := http.NewRequestWithContext(t.Context(), "POST", service.url+"/items", body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Expect", "100-continue")
	answered := make(chan int, 1)
	go func() {
		response, err := client.Do(req)
		if err != nil {
			answered <- 0
			return
		}
		response.Body.Close()
		answered <- response.StatusCode
	}()
	<-body.asked

	stopped := make(chan error, 1)
	go func() { stopped <- service.stop() }()
	service.log.waitFor(t, "Stopping")
	close(body.release)
	if status := <-answered; status != http.StatusCreated {
		t.Errorf("the request was answered with %d", status)
	}
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
	if response, err := http.Get(service.url + "/healthz"); err == nil {
		response.Body.Close()
		t.Error("a service that has stopped answers")
	}
}

// heldBody says when it is read first, and waits.
type heldBody struct {
	once           sync.Once
	asked, release chan struct{}
	text           io.Reader
}

func (b *heldBody) Read(into []byte) (int, error) {
	b.once.Do(func() { close(b.asked) })
	<-b.release
	return b.text.Read(into)
}

func TestACollectorThatIsAwayHoldsNothingUp(t *testing.T) {
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
	service := start(t, nil)
	if found := request(t, "POST", service.url+"/items", mug); found.status != http.StatusCreated {
		t.Errorf("unexpected answer: %+v", found)
	}
	if err := service.stop(); err != nil {
		t.Fatal(err)
	}
}

func TestTelemetryCanBeTurnedOff(t *testing.T) {
	collector := otlptest.Start(t)
	t.Setenv("OTEL_SDK_DISABLED", "true")
	service := start(t, nil)
	if found := request(t, "POST", service.url+"/items", mug); found.status != http.StatusCreated {
		t.Errorf("unexpected answer: %+v", found)
	}
	if err := service.stop(); err != nil {
		t.Fatal(err)
	}
	if len(collector.Spans())+len(collector.Metrics()) > 0 {
		t.Error("something was sent")
	}
}
