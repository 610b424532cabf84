package orders

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
)

func Find(ctx context.Context, db *sql.DB, id string) (*sql.Rows, error) {
	return db.QueryContext(ctx, fmt.Sprintf("SELECT * FROM orders WHERE id = '%s'", id))
}

func Ask(url string) (*http.Response, error) {
	return http.Get(url)
}
