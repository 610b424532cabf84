// The service size-charts.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"shop.example.com/size-charts-service/internal/config"
	"shop.example.com/size-charts-service/internal/service"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	ctx, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	cfg, err := config.Load(os.Getenv)
	if err != nil {
		return err
	}
	return service.Run(ctx, cfg, service.Options{Output: os.Stdout})
}
