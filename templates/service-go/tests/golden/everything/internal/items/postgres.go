package items

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"shop.example.com/loyalty-points-service/internal/database"
	"shop.example.com/loyalty-points-service/internal/tracing"
)

const columns = "id, name, price_amount, price_currency, created_at"

// PostgresStore keeps items in the service's schema.
type PostgresStore struct {
	Database *database.Database
	Tracer   *tracing.Tracer
}

// Create keeps an item.
func (s *PostgresStore) Create(ctx context.Context, item Item) error {
	ctx, span := s.Tracer.DBSpan(ctx, "INSERT", "items")
	defer span.End()
	ctx, cancel := s.Database.WithTimeout(ctx)
	defer cancel()
	_, err := s.Database.Exec(ctx,
		"INSERT INTO "+database.Schema+".items ("+columns+") VALUES ($1, $2, $3, $4, $5)",
		item.ID.String(), item.Name, item.Price.Amount, item.Price.Currency, item.CreatedAt)
	return span.Fail(err)
}

// Find gives an item.
func (s *PostgresStore) Find(ctx context.Context, id uuid.UUID) (Item, error) {
	found, err := s.query(ctx, "SELECT "+columns+" FROM "+database.Schema+".items WHERE id = $1", id.String())
	if err != nil {
		return Item{}, err
	}
	if len(found) == 0 {
		return Item{}, ErrNotFound
	}
	return found[0], nil
}

// List gives a page of items.
func (s *PostgresStore) List(ctx context.Context, limit int, after *PageKey) ([]Item, error) {
	const order = " ORDER BY created_at DESC, id DESC LIMIT $1"
	const all = "SELECT " + columns + " FROM " + database.Schema + ".items"
	if after == nil {
		return s.query(ctx, all+order, limit)
	}
	return s.query(ctx, all+" WHERE (created_at, id) < ($2, $3)"+order, limit, after.CreatedAt, after.ID.String())
}

func (s *PostgresStore) query(ctx context.Context, statement string, arguments ...any) ([]Item, error) {
	ctx, span := s.Tracer.DBSpan(ctx, "SELECT", "items")
	defer span.End()
	ctx, cancel := s.Database.WithTimeout(ctx)
	defer cancel()
	rows, err := s.Database.Query(ctx, statement, arguments...)
	if err != nil {
		return nil, span.Fail(err)
	}
	found, err := pgx.CollectRows(rows, toItem)
	return found, span.Fail(err)
}

func toItem(row pgx.CollectableRow) (Item, error) {
	var item Item
	var id [16]byte
	var createdAt time.Time
	err := row.Scan(&id, &item.Name, &item.Price.Amount, &item.Price.Currency, &createdAt)
	item.ID, item.CreatedAt = id, createdAt.UTC()
	return item, err
}
