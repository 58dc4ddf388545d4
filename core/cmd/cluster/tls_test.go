package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// certificate makes a certificate that signs itself.
func certificate(t *testing.T, name string) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, about, about, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalECPrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	write := func(file, kind string, bytes []byte) string {
		file = filepath.Join(t.TempDir(), file)
		if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: bytes}), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	return write("cert.pem", "CERTIFICATE", der), write("key.pem", "EC PRIVATE KEY", secret)
}

// Through TLS a head and a worker that know its certificate make the table. A worker without the token, without the certificate, or
// with another one is not let in, and says why.
func TestStrangersStayOutside(t *testing.T) {
	cert, key := certificate(t, "head.test")
	other, _ := certificate(t, "head.test")
	out, address := filepath.Join(t.TempDir(), "t.csv"), free(t)
	head := start(t, "run", "-quiet", "-query", small, "-workers", "0", "-listen", address, "-cert", cert, "-key", key, "-out", out)
	wrong := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(wrong, []byte("guessed\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string]string{
		"-ca " + other + " -server-name head.test": "certificate",
		"-ca " + cert: "certificate is not valid for any names, but wanted to match|doesn't contain any IP SANs",
		"-ca " + cert + " -server-name head.test -token-file " + wrong:    "authorization violation",
		"-ca " + cert + " -server-name elsewhere.test -token-file " + key: "not elsewhere.test",
	} {
		stranger := start(t, append([]string{"work", "-child", "-join", "nats://" + address}, strings.Fields(args)...)...)
		deadline := time.Now().Add(time.Minute)
		for said := ""; ; time.Sleep(10 * time.Millisecond) {
			if said = strings.ToLower(stranger.said.String()); containsAny(said, strings.Split(strings.ToLower(want), "|")) {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("%s: it says %q", args, said)
			}
		}
		stranger.killed()
	}
	if text := readMaybe(out); text != "" {
		t.Fatalf("a stranger has made\n%s", text)
	}
	friend := start(t, "work", "-workers", "1", "-idle", "10s", "-join", "tls://"+address, "-ca", cert, "-server-name", "head.test")
	for _, p := range []*process{head, friend} {
		if err := p.ended(t); err != nil {
			t.Errorf("%v: %v\n%s", p.Args[1:], err, p.said)
		}
	}
	if read(t, out) != expected(t, small) {
		t.Errorf("the table is\n%s", read(t, out))
	}
}

func containsAny(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// The head's own processes know its certificate by themselves.
func TestOwnWorkersThroughTLS(t *testing.T) {
	cert, key := certificate(t, "head.test")
	out := filepath.Join(t.TempDir(), "t.csv")
	head := start(t, "run", "-quiet", "-query", small, "-workers", "1", "-listen", "127.0.0.1:0", "-cert", cert, "-key", key, "-out", out)
	if err := head.ended(t); err != nil || read(t, out) != expected(t, small) {
		t.Errorf("%v\n%s", err, head.said)
	}
}
