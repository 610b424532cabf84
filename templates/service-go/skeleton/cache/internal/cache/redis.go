// Package cache spares reads. It is never the only copy.
package cache

import (
	"context"
	"errors"
	"net"
	"strconv"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"

	"shop.example.com/${{ values.name }}-service/internal/config"
	"shop.example.com/${{ values.name }}-service/internal/tracing"
)

// Redis fails fast: while it is away a command is refused soon, instead of
// holding up the request.
type Redis struct {
	*redis.Client
}

// Connect does not wait for Redis: the service starts without it.
func Connect(config config.Cache) (*Redis, error) {
	options, err := redis.ParseURL(config.URL)
	if err != nil {
		// The driver's own words may repeat the password.
		return nil, errors.New("REDIS_URL is not an address of Redis")
	}
	// Each failure is a span already; the driver would write lines that are no JSON.
	logging.Disable()
	options.DialTimeout = config.Timeout
	options.ReadTimeout = config.Timeout
	options.WriteTimeout = config.Timeout
	options.PoolTimeout = config.Timeout
	options.MaxRetries = -1
	options.ContextTimeoutEnabled = true
	return &Redis{redis.NewClient(options)}, nil
}

// Check fails when Redis does not work now.
func (r *Redis) Check(ctx context.Context) error {
	return r.Ping(ctx).Err()
}

// Peer is where Redis is found, as spans name it.
func (r *Redis) Peer() tracing.Peer {
	host, port, err := net.SplitHostPort(r.Options().Addr)
	if err != nil {
		return tracing.Peer{Address: r.Options().Addr}
	}
	number, _ := strconv.Atoi(port)
	return tracing.Peer{Address: host, Port: number}
}
