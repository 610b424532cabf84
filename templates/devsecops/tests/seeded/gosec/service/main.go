package main

import (
	"crypto/md5"
	"crypto/tls"
	"fmt"
	"net/http"
	"os"
)

func main() {
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	client := &http.Client{Transport: transport}
	response, err := client.Get("https://carrier.example.com/" + os.Args[1])
	if err != nil {
		os.Exit(1)
	}
	fmt.Printf("%x\n", md5.Sum([]byte(response.Status)))
}
