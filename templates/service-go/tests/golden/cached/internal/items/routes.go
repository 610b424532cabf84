package items

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/google/uuid"

	"shop.example.com/size-charts-service/internal/httpserver"
	"shop.example.com/size-charts-service/internal/problem"
	"shop.example.com/size-charts-service/internal/tracing"
)

const (
	defaultLimit = 20
	maxLimit     = 100
)

// Routes answers the requests that openapi.yaml describes.
type Routes struct {
	Store  Store
	Tracer *tracing.Tracer
}

// Register adds the routes to a server.
func (s Routes) Register(server *httpserver.Server) {
	server.Handle("GET /items", s.list)
	server.Handle("POST /items", s.create)
	server.Handle("GET /items/{itemId}", s.get)
}

func (s Routes) create(w http.ResponseWriter, r *http.Request) error {
	var body newItemBody
	if err := httpserver.ReadJSON(r, &body); err != nil {
		return err
	}
	wanted, err := body.parse()
	if err != nil {
		return err
	}
	ctx, span := s.Tracer.Start(r.Context(), "CreateItem")
	defer span.End()
	item := Item{
		ID:    uuid.New(),
		Name:  wanted.Name,
		Price: wanted.Price,
		// As finely as PostgreSQL and the API's readers keep it.
		CreatedAt: time.Now().UTC().Truncate(time.Millisecond),
	}
	if err := s.Store.Create(ctx, item); err != nil {
		return span.Fail(err)
	}
	w.Header().Set("Location", "/items/"+item.ID.String())
	return httpserver.WriteJSON(w, http.StatusCreated, item)
}

func (s Routes) get(w http.ResponseWriter, r *http.Request) error {
	id, err := uuid.Parse(r.PathValue("itemId"))
	if err != nil {
		return problem.Invalid(problem.Field{Pointer: "/itemId", Detail: "has to be a UUID"})
	}
	ctx, span := s.Tracer.Start(r.Context(), "GetItem")
	defer span.End()
	item, err := s.Store.Find(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return problem.NotFound("There is no item " + id.String())
	}
	if err != nil {
		return span.Fail(err)
	}
	return httpserver.WriteJSON(w, http.StatusOK, item)
}

func (s Routes) list(w http.ResponseWriter, r *http.Request) error {
	limit, after, err := parsePage(r)
	if err != nil {
		return err
	}
	ctx, span := s.Tracer.Start(r.Context(), "ListItems")
	defer span.End()
	// One more than asked for says whether there is a next page.
	found, err := s.Store.List(ctx, limit+1, after)
	if err != nil {
		return span.Fail(err)
	}
	page := struct {
		Items      []Item `json:"items"`
		NextCursor string `json:"nextCursor,omitempty"`
	}{Items: found}
	if len(found) > limit {
		page.Items = found[:limit]
		last := page.Items[limit-1]
		page.NextCursor, err = PageKey{CreatedAt: last.CreatedAt, ID: last.ID}.encode()
		if err != nil {
			return span.Fail(err)
		}
	}
	return httpserver.WriteJSON(w, http.StatusOK, page)
}

func parsePage(r *http.Request) (int, *PageKey, error) {
	query := r.URL.Query()
	limit := defaultLimit
	if text := query.Get("limit"); text != "" {
		number, err := strconv.Atoi(text)
		if err != nil || number < 1 || number > maxLimit {
			return 0, nil, problem.Invalid(problem.Field{
				Pointer: "/limit",
				Detail:  "has to be a whole number from 1 to " + strconv.Itoa(maxLimit),
			})
		}
		limit = number
	}
	cursor := query.Get("cursor")
	if cursor == "" {
		return limit, nil, nil
	}
	after, err := decodeCursor(cursor)
	return limit, after, err
}
