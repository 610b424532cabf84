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

func Remove(db *sql.DB, id string) error {
	_, err := db.Exec("DELETE FROM orders WHERE id = "+id)
	return err
}

// No SQL, so no finding.
func Missing(ctx context.Context, report func(context.Context, string), id string) {
	words := struct{ Report func(context.Context, string) }{report}
	words.Report(ctx, fmt.Sprintf("There is no order %s", id))
}

func Ask(url string) (*http.Response, error) {
	return http.Get(url)
}
