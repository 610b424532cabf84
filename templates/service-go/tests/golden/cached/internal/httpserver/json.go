package httpserver

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"shop.example.com/size-charts-service/internal/problem"
)

// ReadJSON reads one JSON value into target, and nothing that target does not know.
func ReadJSON(r *http.Request, target any) error {
	decoder := json.NewDecoder(r.Body)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(target); err != nil {
		return refuse(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return problem.Malformed("The body goes on after its JSON value")
	}
	return nil
}

// WriteJSON answers with a JSON value.
func WriteJSON(w http.ResponseWriter, status int, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("answer is no JSON: %w", err)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// The status is on its way: a caller who left cannot be told anything.
	_, _ = w.Write(text)
	return nil
}

func refuse(err error) error {
	var wrongType *json.UnmarshalTypeError
	if errors.As(err, &wrongType) {
		return problem.Invalid(problem.Field{
			Pointer: "/" + strings.ReplaceAll(wrongType.Field, ".", "/"),
			Detail:  "must not be " + wrongType.Value,
		})
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return &problem.Problem{
			Type:   "invalid-request",
			Status: http.StatusRequestEntityTooLarge,
			Title:  "Invalid request",
			Detail: fmt.Sprintf("The body is larger than %d bytes", tooLarge.Limit),
		}
	}
	return problem.Malformed("The body cannot be read: " + err.Error())
}
