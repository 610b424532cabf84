package database

import (
	"context"
	"fmt"
	"io/fs"
	"slices"

	"github.com/jackc/pgx/v5"
)

// migrate applies the files that are new, in the order of their names and in
// one transaction: all of them or none. Pods that start at the same time wait
// for one another at an advisory lock. It answers what was applied.
func migrate(ctx context.Context, config *pgx.ConnConfig, files fs.FS) ([]string, error) {
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("the database cannot be reached: %w", err)
	}
	// It is on its way out: nothing that closing says changes that.
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	var applied []string
	err = pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		// Held until the transaction ends, and so also behind a pooler of connections.
		_, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock(hashtext($1))", Schema+" migrations")
		if err != nil {
			return err
		}
		applied, err = applyNew(ctx, tx, files)
		return err
	})
	return applied, err
}

func applyNew(ctx context.Context, tx pgx.Tx, files fs.FS) ([]string, error) {
	for _, statement := range []string{
		"CREATE SCHEMA IF NOT EXISTS " + Schema,
		"SET LOCAL search_path TO " + Schema,
		`CREATE TABLE IF NOT EXISTS migrations (
			name text PRIMARY KEY,
			applied_at timestamptz NOT NULL DEFAULT now()
		)`,
	} {
		if _, err := tx.Exec(ctx, statement); err != nil {
			return nil, err
		}
	}
	rows, err := tx.Query(ctx, "SELECT name FROM migrations")
	if err != nil {
		return nil, err
	}
	done, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var applied []string
	for _, name := range names {
		if slices.Contains(done, name) {
			continue
		}
		if err := apply(ctx, tx, files, name); err != nil {
			return nil, fmt.Errorf("%s failed; nothing was applied: %w", name, err)
		}
		applied = append(applied, name)
	}
	return applied, nil
}

func apply(ctx context.Context, tx pgx.Tx, files fs.FS, name string) error {
	statements, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, string(statements)); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "INSERT INTO migrations (name) VALUES ($1)", name)
	return err
}
