package service_test

import (
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"shop.example.com/loyalty-points-service/internal/otlptest"
)

type item struct {
	ID, Name  string
	CreatedAt string
	Price     struct {
		Amount   int64
		Currency string
	}
}

type problem struct {
	Type, Title, Detail, Instance, TraceID string
	Status                                 int
	Errors                                 []struct{ Pointer, Detail string }
}

const mug = `{"name": "Mug", "price": {"amount": 25000, "currency": "UAH"}}`

func TestItemsAreCreatedReadAndListedPageByPage(t *testing.T) {
	otlptest.Start(t)
	service := start(t, nil)
	var created []string
	for index := range 5 {
		body := fmt.Sprintf(`{"name": " item %d ", "price": {"amount": %d, "currency": "UAH"}}`, index, index)
		found := request(t, "POST", service.url+"/items", body)
		var one item
		found.read(t, &one)
		if found.status != http.StatusCreated || found.headers.Get("Location") != "/items/"+one.ID {
			t.Fatalf("unexpected answer: %+v", found)
		}
		created = append(created, one.ID)
	}

	var listed []string
	cursor := ""
	for {
		var page struct {
			Items      []item
			NextCursor string
		}
		request(t, "GET", service.url+"/items?limit=2&cursor="+cursor, "").read(t, &page)
		for _, one := range page.Items {
			listed = append(listed, one.ID)
		}
		// A shared store may hold what was created before.
		if cursor = page.NextCursor; cursor == "" || len(listed) > len(created) {
			break
		}
	}
	for _, id := range created {
		if !slices.Contains(listed, id) {
			t.Errorf("%s is not listed", id)
		}
	}
	if len(slices.Compact(slices.Sorted(slices.Values(listed)))) != len(listed) {
		t.Errorf("something is listed twice: %v", listed)
	}

	// Twice, so that the second may come from a cache.
	for range 2 {
		var one item
		request(t, "GET", service.url+"/items/"+created[3], "").read(t, &one)
		if one.Name != "item 3" || one.Price.Amount != 3 || one.Price.Currency != "UAH" {
			t.Errorf("unexpected item: %+v", one)
		}
	}
}

func TestWrongInputIsRefusedWithEachFieldNamed(t *testing.T) {
	otlptest.Start(t)
	service := start(t, nil)
	for _, wrong := range []struct {
		method, path, body string
		status             int
		pointers           string
	}{
		{"POST", "/items", `{"name": " ", "price": {"amount": -1, "currency": "USD"}}`, 400, "/name /price/amount /price/currency"},
		{"POST", "/items", `{"name": "Mug"}`, 400, "/price"},
		{"POST", "/items", `{"name": "Mug", "price": {"amount": 0.5, "currency": "UAH"}}`, 400, "/price/amount"},
		{"POST", "/items", `{"name": "Mug", "colour": "blue"}`, 400, ""},
		{"POST", "/items", `{`, 400, ""},
		{"POST", "/items", mug + mug, 400, ""},
		{"POST", "/items", `{"name": "` + strings.Repeat("x", 300_000) + `"}`, 413, ""},
		{"GET", "/items?limit=0", "", 400, "/limit"},
		{"GET", "/items?cursor=bm9uc2Vuc2U", "", 400, "/cursor"},
		{"GET", "/items/not-an-id", "", 400, "/itemId"},
		{"GET", "/items/00000000-0000-4000-8000-000000000000", "", 404, ""},
		{"GET", "/nowhere", "", 404, ""},
		{"DELETE", "/items", "", 404, ""},
	} {
		found := request(t, wrong.method, service.url+wrong.path, wrong.body)
		var told problem
		found.read(t, &told)
		var pointers []string
		for _, field := range told.Errors {
			pointers = append(pointers, field.Pointer)
		}
		if found.status != wrong.status || told.Status != wrong.status || strings.Join(pointers, " ") != wrong.pointers {
			t.Errorf("%s %s: unexpected answer %s", wrong.method, wrong.path, found.text)
		}
		if found.headers.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s is no problem document", wrong.path)
		}
	}
}

func TestTheAPIDocumentIsServedAndNamesEveryRoute(t *testing.T) {
	otlptest.Start(t)
	service := start(t, nil)
	written, err := os.ReadFile("../../openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	served := request(t, "GET", service.url+"/openapi.yaml", "")
	if served.text != string(written) {
		t.Error("another document is served")
	}
	var document struct {
		Paths map[string]map[string]any
	}
	if err := yaml.Unmarshal(written, &document); err != nil {
		t.Fatal(err)
	}
	method := regexp.MustCompile("^(get|post|put|patch|delete)$")
	var described []string
	for path, operations := range document.Paths {
		for name := range operations {
			if method.MatchString(name) {
				described = append(described, strings.ToUpper(name)+" "+path)
			}
		}
	}
	slices.Sort(described)
	if routes := slices.Sorted(slices.Values(service.routes)); !slices.Equal(routes, described) {
		t.Errorf("routes are %v, described are %v", routes, described)
	}
}
