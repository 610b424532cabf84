package items

import (
	"encoding/base64"
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"shop.example.com/loyalty-points-service/internal/problem"
)

// PageKey is where a page begins: after the item with this key. Pages go on
// after a key, not at an offset: equally fast at any depth, and stable while
// rows are added.
type PageKey struct {
	CreatedAt time.Time `json:"c"`
	ID        uuid.UUID `json:"i"`
}

func (k PageKey) encode() (string, error) {
	text, err := json.Marshal(k)
	return base64.RawURLEncoding.EncodeToString(text), err
}

func decodeCursor(cursor string) (*PageKey, error) {
	var key PageKey
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil {
		err = json.Unmarshal(text, &key)
	}
	if err != nil || key.ID == uuid.Nil {
		return nil, problem.Invalid(problem.Field{
			Pointer: "/cursor",
			Detail:  "has to be the nextCursor of a page",
		})
	}
	return &key, nil
}
