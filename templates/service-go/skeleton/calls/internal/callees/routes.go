package callees

import (
	"net/http"
	"sync"

	"shop.example.com/${{ values.name }}-service/internal/httpserver"
)

// Register adds a route that asks every service that this one calls for its
// health: whether names, mesh and network policies let a call through, seen
// from inside, in one trace.
func Register(server *httpserver.Server, clients []*Client) {
	server.Handle("GET /diagnostics/callees", func(w http.ResponseWriter, r *http.Request) error {
		found := make([]callee, len(clients))
		var running sync.WaitGroup
		for index, client := range clients {
			running.Go(func() {
				found[index] = ask(r, client)
			})
		}
		running.Wait()
		return httpserver.WriteJSON(w, http.StatusOK, map[string][]callee{"callees": found})
	})
}

type callee struct {
	Service string `json:"service"`
	Reached bool   `json:"reached"`
	Detail  string `json:"detail,omitempty"`
}

func ask(r *http.Request, client *Client) callee {
	var health any
	if err := client.Get(r.Context(), "/healthz", &health); err != nil {
		return callee{Service: client.Name, Detail: err.Error()}
	}
	return callee{Service: client.Name, Reached: true}
}
