package items

import (
	"bytes"
	"context"
	"slices"
	"sync"

	"github.com/google/uuid"
)

// MemoryStore keeps items until the process ends.
type MemoryStore struct {
	mutex sync.RWMutex
	items map[uuid.UUID]Item
}

// NewMemoryStore makes one that is empty.
func NewMemoryStore() *MemoryStore {
	return &MemoryStore{items: map[uuid.UUID]Item{}}
}

// Create keeps an item.
func (s *MemoryStore) Create(_ context.Context, item Item) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.items[item.ID] = item
	return nil
}

// Find gives an item.
func (s *MemoryStore) Find(_ context.Context, id uuid.UUID) (Item, error) {
	s.mutex.RLock()
	defer s.mutex.RUnlock()
	item, known := s.items[id]
	if !known {
		return Item{}, ErrNotFound
	}
	return item, nil
}

// List gives a page of items.
func (s *MemoryStore) List(_ context.Context, limit int, after *PageKey) ([]Item, error) {
	s.mutex.RLock()
	defer s.mutex.RUnlock()
	page := make([]Item, 0, len(s.items))
	for _, item := range s.items {
		if after == nil || compare(PageKey{item.CreatedAt, item.ID}, *after) < 0 {
			page = append(page, item)
		}
	}
	slices.SortFunc(page, func(a, b Item) int {
		return compare(PageKey{b.CreatedAt, b.ID}, PageKey{a.CreatedAt, a.ID})
	})
	return page[:min(limit, len(page))], nil
}

func compare(a, b PageKey) int {
	if order := a.CreatedAt.Compare(b.CreatedAt); order != 0 {
		return order
	}
	return bytes.Compare(a.ID[:], b.ID[:])
}
