package main

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// embedded is the server inside a head. It keeps nothing on the disk: what has to last is in the journal.
type embedded struct{ *server.Server }

// server joins the server that the options name, or starts one. end leaves it.
func (o *options) server(ctx context.Context, log io.Writer) (nc *nats.Conn, end func(), err error) {
	if o.join != "" {
		if nc, err = o.connect(ctx, log); err != nil {
			return nil, nil, err
		}
		return nc, nc.Close, nil
	}
	dir := o.outs[0] + ".nats" // it wants a folder, though it writes next to nothing
	s, nc, err := o.embed(dir)
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	return nc, func() {
		s.end(nc)
		_ = os.RemoveAll(dir) // what is left of it harms nobody
	}, nil
}

// embed starts the server and completes the options with how the head's own workers reach it.
func (o *options) embed(dir string) (*embedded, *nats.Conn, error) {
	host, text, err := net.SplitHostPort(o.listen)
	port, err2 := strconv.Atoi(text)
	if err != nil || err2 != nil || port < 0 || port > 65535 {
		return nil, nil, fmt.Errorf("-listen must be host:port, not %q", o.listen)
	}
	if port == 0 {
		port = server.RANDOM_PORT
	}
	settings := &server.Options{
		Host: host, Port: port, JetStream: true, StoreDir: dir, JetStreamMaxMemory: 1 << 30, NoLog: true, NoSigs: true, ServerName: "saddle",
	}
	if !loopback(host) && (o.token == "" || o.cert == "" || o.key == "") {
		return nil, nil, fmt.Errorf("on %s others reach the head: it needs a token, in SADDLE_TOKEN or by -token-file, and -cert and -key", o.listen)
	}
	if o.cert != "" || o.key != "" {
		cert, name, err := o.certificate()
		if err != nil {
			return nil, nil, err
		}
		settings.TLS, settings.TLSTimeout = true, 10
		settings.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{cert}}
		o.ca, o.serverName = o.cert, name
	}
	if o.token == "" {
		o.token = rand.Text() // other people of this machine have none
	}
	settings.Authorization, settings.AuthTimeout = o.token, 10
	s, err := server.NewServer(settings)
	if err != nil {
		return nil, nil, err
	}
	go s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		s.Shutdown()
		return nil, nil, fmt.Errorf("nobody can listen on %s", o.listen)
	}
	address, ok := s.Addr().(*net.TCPAddr)
	if !ok {
		return nil, nil, errors.New("the server has no address")
	}
	if address.IP.IsUnspecified() {
		host = "127.0.0.1"
	}
	o.join = "nats://" + net.JoinHostPort(host, strconv.Itoa(address.Port))
	nc, err := nats.Connect("", nats.InProcessServer(s), nats.Token(o.token), nats.Name("saddle head"))
	if err != nil {
		s.Shutdown()
		return nil, nil, err
	}
	return &embedded{s}, nc, nil
}

// end tells the workers that are left that there is nothing more to come, waits for them to go, and stops.
func (e *embedded) end(nc *nats.Conn) {
	if nc.Publish(endSubject, nil) == nil && nc.Flush() == nil {
		for range 20 {
			if e.NumClients() <= 1 { // the head itself
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
	}
	nc.Close()
	e.Shutdown()
}
