package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// reader reads variables and keeps what was wrong with them.
type reader struct {
	getenv func(string) string
	wrong  []error
}

func (r *reader) fail(name, want string) {
	r.wrong = append(r.wrong, fmt.Errorf("%s %s", name, want))
}

func (r *reader) err() error {
	if len(r.wrong) == 0 {
		return nil
	}
	return fmt.Errorf("the environment is not right:\n%w", errors.Join(r.wrong...))
}

func (r *reader) text(name, otherwise string) string {
	if value := r.getenv(name); value != "" {
		return value
	}
	return otherwise
}

func (r *reader) number(name string, otherwise, least, most int32) int32 {
	value := r.getenv(name)
	if value == "" {
		return otherwise
	}
	parsed, err := strconv.ParseInt(value, 10, 32)
	number := int32(parsed)
	if err != nil || number < least || number > most {
		r.fail(name, fmt.Sprintf("has to be a whole number from %d to %d", least, most))
		return otherwise
	}
	return number
}

func (r *reader) milliseconds(name string, otherwise, least int32) time.Duration {
	const day = 24 * 60 * 60 * 1000
	return time.Duration(r.number(name, otherwise, least, day)) * time.Millisecond
}

func (r *reader) level(name string, otherwise slog.Level) slog.Level {
	value := r.getenv(name)
	if value == "" {
		return otherwise
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(value)); err != nil {
		r.fail(name, "has to be debug, info, warn or error")
		return otherwise
	}
	return level
}

// url has no default, and its value is not repeated in an error: it may hold a password.
func (r *reader) url(name string, schemes ...string) string {
	value := r.getenv(name)
	if value == "" {
		r.fail(name, "is missing")
		return ""
	}
	parsed, err := url.Parse(value)
	if err != nil || parsed.Host == "" || !slices.Contains(schemes, parsed.Scheme) {
		r.fail(name, "has to be an address that begins with "+strings.Join(schemes, ":// or ")+"://")
	}
	return value
}
