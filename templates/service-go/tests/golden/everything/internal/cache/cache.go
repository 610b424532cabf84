package cache

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	"github.com/redis/go-redis/v9"
	"go.opentelemetry.io/otel/attribute"

	"shop.example.com/loyalty-points-service/internal/tracing"
)

// Cache is never a reason to fail: when Redis is away or holds something
// unreadable, reads find nothing and writes do nothing. The trace shows it as a
// failed span.
type Cache struct {
	Redis  *Redis
	Tracer *tracing.Tracer
	Logger *slog.Logger
	TTL    time.Duration
}

// Get reads what the key holds into target, and says whether there was something.
func (c *Cache) Get(ctx context.Context, key string, target any) bool {
	ctx, span := c.Tracer.CacheSpan(ctx, "GET", key)
	defer span.End()
	text, err := c.Redis.Client.Get(ctx, key).Bytes()
	if err == nil {
		err = json.Unmarshal(text, target)
	}
	missed := errors.Is(err, redis.Nil)
	span.SetAttributes(attribute.Bool("cache.hit", err == nil))
	if !missed {
		c.goOn(ctx, span.Fail(err))
	}
	return err == nil
}

// Set keeps a value until it is too old.
func (c *Cache) Set(ctx context.Context, key string, value any) {
	ctx, span := c.Tracer.CacheSpan(ctx, "SET", key)
	defer span.End()
	text, err := json.Marshal(value)
	if err == nil {
		err = c.Redis.Client.Set(ctx, key, text, c.TTL).Err()
	}
	c.goOn(ctx, span.Fail(err))
}

// Remove forgets a value.
func (c *Cache) Remove(ctx context.Context, key string) {
	ctx, span := c.Tracer.CacheSpan(ctx, "DEL", key)
	defer span.End()
	c.goOn(ctx, span.Fail(c.Redis.Del(ctx, key).Err()))
}

func (c *Cache) goOn(ctx context.Context, err error) {
	if err != nil {
		c.Logger.DebugContext(ctx, "The cache failed; going on without it", "error", err.Error())
	}
}
