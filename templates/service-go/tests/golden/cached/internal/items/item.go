// Package items is the example resource; replace it with your own.
package items

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"shop.example.com/size-charts-service/internal/problem"
)

// Money is an amount in minor units (kopiikas): never a floating-point number.
type Money struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

// NewItem is what a caller says of an item.
type NewItem struct {
	Name  string
	Price Money
}

// Item is one that was created.
type Item struct {
	ID        uuid.UUID `json:"id"`
	Name      string    `json:"name"`
	Price     Money     `json:"price"`
	CreatedAt time.Time `json:"createdAt"`
}

// ErrNotFound says that there is no such item.
var ErrNotFound = errors.New("there is no such item")

// Store keeps items.
type Store interface {
	Create(context.Context, Item) error
	// Find fails with ErrNotFound where there is none.
	Find(context.Context, uuid.UUID) (Item, error)
	// List is newest first, and begins after the key where one is given.
	List(ctx context.Context, limit int, after *PageKey) ([]Item, error)
}

// newItemBody is a NewItem as it comes: what is missing is told from what is zero.
type newItemBody struct {
	Name  *string `json:"name"`
	Price *struct {
		Amount   *int64  `json:"amount"`
		Currency *string `json:"currency"`
	} `json:"price"`
}

// parse names each field that is wrong.
func (b newItemBody) parse() (NewItem, error) {
	var item NewItem
	var wrong []problem.Field
	if b.Name != nil {
		item.Name = strings.TrimSpace(*b.Name)
	}
	if length := utf8.RuneCountInString(item.Name); length < 1 || length > 120 {
		wrong = append(wrong, problem.Field{Pointer: "/name", Detail: "has to have 1 to 120 characters"})
	}
	if b.Price == nil {
		wrong = append(wrong, problem.Field{Pointer: "/price", Detail: "is missing"})
		return item, problem.Invalid(wrong...)
	}
	if b.Price.Amount == nil || *b.Price.Amount < 0 {
		wrong = append(wrong, problem.Field{Pointer: "/price/amount", Detail: "has to be a whole number, 0 or more"})
	}
	if b.Price.Currency == nil || *b.Price.Currency != "UAH" {
		wrong = append(wrong, problem.Field{Pointer: "/price/currency", Detail: "has to be UAH"})
	}
	if len(wrong) > 0 {
		return item, problem.Invalid(wrong...)
	}
	item.Price = Money{Amount: *b.Price.Amount, Currency: *b.Price.Currency}
	return item, nil
}
