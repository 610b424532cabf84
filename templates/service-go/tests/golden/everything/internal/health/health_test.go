package health

import (
	"context"
	"encoding/json"
	"errors"
	"net/http/httptest"
	"testing"
)

func ready(t *testing.T, h *Health) (int, readiness) {
	t.Helper()
	recorder := httptest.NewRecorder()
	if err := h.Ready(recorder, httptest.NewRequest("GET", "/readyz", nil)); err != nil {
		t.Fatal(err)
	}
	var told readiness
	if err := json.Unmarshal(recorder.Body.Bytes(), &told); err != nil {
		t.Fatal(err)
	}
	return recorder.Code, told
}

func check(name string, required bool, err error) Check {
	return Check{Name: name, Required: required, Run: func(context.Context) error { return err }}
}

func TestOnlyWhatIsRequiredMakesTheServiceNotReady(t *testing.T) {
	away := errors.New("away")
	code, told := ready(t, New([]Check{check("postgresql", true, nil), check("redis", false, away)}))
	if code != 200 || told.Status != "ok" || told.Checks[1].Status != "failed" || told.Checks[1].Detail != "away" {
		t.Errorf("%d: %+v", code, told)
	}
	code, told = ready(t, New([]Check{check("postgresql", true, away), check("redis", false, nil)}))
	if code != 503 || told.Status != "failed" || told.Checks[0].Status != "failed" {
		t.Errorf("%d: %+v", code, told)
	}
}

func TestADrainingServiceIsNotReady(t *testing.T) {
	h := New([]Check{check("postgresql", true, nil)})
	h.Drain()
	if code, told := ready(t, h); code != 503 || told.Status != "draining" {
		t.Errorf("%d: %+v", code, told)
	}
}

func TestAPartThatDoesNotAnswerIsNamed(t *testing.T) {
	late := Check{Name: "postgresql", Required: true, Run: func(ctx context.Context) error {
		<-ctx.Done()
		return ctx.Err()
	}}
	if code, told := ready(t, New([]Check{late})); code != 503 || told.Checks[0].Detail == "" {
		t.Errorf("%d: %+v", code, told)
	}
}
