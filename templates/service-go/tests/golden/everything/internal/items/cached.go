package items

import (
	"context"

	"github.com/google/uuid"

	"shop.example.com/loyalty-points-service/internal/cache"
)

// CachedStore finds single items in the cache. Items do not change; if yours
// do, remove them from the cache where they do.
type CachedStore struct {
	Store
	Cache *cache.Cache
}

// Find gives an item.
func (s *CachedStore) Find(ctx context.Context, id uuid.UUID) (Item, error) {
	key := "loyalty-points-items:" + id.String()
	var item Item
	if s.Cache.Get(ctx, key, &item) {
		return item, nil
	}
	item, err := s.Store.Find(ctx, id)
	if err == nil {
		s.Cache.Set(ctx, key, item)
	}
	return item, err
}
