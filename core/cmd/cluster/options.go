package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/nats-io/nats.go"

	"saddle/core/cmd/internal/keep"
)

// options are the flags of both verbs.
type options struct {
	preset, query string
	outs          list
	listen        string
	cert, key     string
	patience      time.Duration
	quiet         bool

	idle  time.Duration
	child bool

	join, ca, serverName string
	token, tokenFile     string
	workers              int
}

// list is a flag that may be given several times.
type list []string

// String joins the values by commas.
func (l *list) String() string { return strings.Join(*l, ",") }

// Set adds a value.
func (l *list) Set(s string) error {
	*l = append(*l, s)
	return nil
}

func (o *options) flags(verb string, log io.Writer) *flag.FlagSet {
	f := flag.NewFlagSet("cluster "+verb, flag.ContinueOnError)
	f.SetOutput(log)
	f.IntVar(&o.workers, "workers", runtime.NumCPU(), "processes here, each with one path at a time")
	f.StringVar(&o.ca, "ca", "", "the certificates that the server's is to be signed by, instead of the system's")
	f.StringVar(&o.serverName, "server-name", "", "the name in the server's certificate, if it is not that of the address")
	f.StringVar(&o.tokenFile, "token-file", "", "the file that holds the token; else it is the variable SADDLE_TOKEN")
	return f
}

func (o *options) runFlags(f *flag.FlagSet) {
	f.StringVar(&o.query, "query", "", "what to run, as in a permalink; values may be lists and ranges")
	f.StringVar(&o.preset, "preset", "", "a grid with a name: "+keep.PresetNames())
	f.Var(&o.outs, "out", "write the table to this file, .csv or .jsonl; may be repeated")
	f.StringVar(&o.listen, "listen", "127.0.0.1:0", "where workers find the head; another address than the loopback needs a token and -cert and -key")
	f.StringVar(&o.cert, "cert", "", "the head's certificate")
	f.StringVar(&o.key, "key", "", "its key")
	f.StringVar(&o.join, "join", "", "a NATS server with JetStream to use instead of one inside the head")
	f.DurationVar(&o.patience, "patience", 10*time.Second, "how long a worker may be silent before its path goes to another")
	f.BoolVar(&o.quiet, "quiet", false, "no progress")
}

func (o *options) workFlags(f *flag.FlagSet) {
	f.StringVar(&o.join, "join", "", "the head, or the server between, as nats://host:port")
	f.DurationVar(&o.idle, "idle", 10*time.Minute, "end after so long without a path; never for 0")
	f.BoolVar(&o.child, "child", false, "be one process, which ends with its standard input; work starts these itself")
}

// finish checks what the flags cannot, and reads the token.
func (o *options) finish(f *flag.FlagSet, args []string) error {
	if err := f.Parse(args); err != nil {
		return err
	}
	if f.NArg() > 0 {
		return fmt.Errorf("%q is one argument too many", f.Arg(0))
	}
	if o.workers < 0 || o.workers > 1000 {
		return fmt.Errorf("-workers must be from 0 to 1000, not %d", o.workers)
	}
	if o.token = os.Getenv("SADDLE_TOKEN"); o.tokenFile != "" {
		text, err := os.ReadFile(o.tokenFile)
		if err != nil {
			return err
		}
		if o.token = strings.TrimSpace(string(text)); o.token == "" {
			return fmt.Errorf("%s is empty", o.tokenFile)
		}
	}
	return nil
}

// loopback says whether only this machine reaches a host.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// connect joins the server, now or as soon as it answers; why it does not yet is told to log. A token goes only to this machine or
// through TLS.
func (o *options) connect(ctx context.Context, log io.Writer) (*nats.Conn, error) {
	u, err := url.Parse(o.join)
	if err != nil || u.Hostname() == "" || u.Scheme != "nats" && u.Scheme != "tls" {
		return nil, fmt.Errorf("%q is no address of a server; write nats://host:port, or tls://host:port", o.join)
	}
	settings := []nats.Option{
		nats.Name("saddle"), nats.MaxReconnects(-1), nats.ReconnectWait(300 * time.Millisecond),
		nats.Timeout(10 * time.Second), nats.IgnoreAuthErrorAbort(), nats.ReconnectBufSize(-1),
	}
	if o.token != "" {
		settings = append(settings, nats.Token(o.token))
	}
	if u.Scheme == "tls" || o.ca != "" || o.token != "" && !loopback(u.Hostname()) {
		config := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: o.serverName}
		if o.ca != "" {
			text, err := os.ReadFile(o.ca)
			if err != nil {
				return nil, err
			}
			config.RootCAs = x509.NewCertPool()
			if !config.RootCAs.AppendCertsFromPEM(text) {
				return nil, fmt.Errorf("%s holds no certificate", o.ca)
			}
		}
		settings = append(settings, nats.Secure(config))
	}
	for said := ""; ; {
		nc, err := nats.Connect(o.join, settings...)
		if err == nil {
			return nc, nil
		}
		if err.Error() != said { // once, not with every try
			said = err.Error()
			fmt.Fprintf(log, "%s: %v; trying on\n", u.Redacted(), err)
		}
		if wait(ctx, time.Second/2); ctx.Err() != nil {
			return nil, errInterrupted
		}
	}
}

// certificate reads the head's certificate and the first name in it, by which its own workers know it.
func (o *options) certificate() (cert tls.Certificate, name string, err error) {
	if cert, err = tls.LoadX509KeyPair(o.cert, o.key); err != nil {
		return cert, "", err
	}
	leaf, err := x509.ParseCertificate(cert.Certificate[0])
	switch {
	case err != nil:
		return cert, "", err
	case len(leaf.DNSNames) > 0:
		return cert, leaf.DNSNames[0], nil
	case len(leaf.IPAddresses) > 0:
		return cert, leaf.IPAddresses[0].String(), nil
	}
	return cert, "", errors.New("the certificate names no host and no address")
}
