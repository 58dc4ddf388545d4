// Package engine drives Firefox and WebKitGTK, by the protocols that they speak themselves, as far as a check of another engine needs it: it
// opens a page and asks it questions. Both paint into a display of their own, by software.
package engine

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// Packages are those of Debian that the engines need.
var Packages = []string{"firefox-esr", "webkit2gtk-driver", "xvfb", "xauth", "libgl1-mesa-dri"}

// Engine is a running browser with one page.
type Engine struct {
	Name string
	call func(command string, parameters any) (json.RawMessage, error)
	stop []func()
}

// Names are the engines that there are.
var Names = []string{"Firefox", "WebKitGTK"}

// Start starts an engine by its name, with a folder for what it keeps.
func Start(name, dir string) (e *Engine, err error) {
	e = &Engine{Name: name}
	defer func() {
		if err != nil {
			e.Close()
		}
	}()
	display := strconv.Itoa(90 + os.Getpid()%900)
	if err := e.run(exec.Command("Xvfb", ":"+display, "-screen", "0", "1280x1000x24", "-nolisten", "tcp")); err != nil {
		return e, err
	}
	env := append(os.Environ(), "DISPLAY=:"+display, "LIBGL_ALWAYS_SOFTWARE=1", "HOME="+dir, "XDG_RUNTIME_DIR="+dir, "GDK_BACKEND=x11")
	if name == "Firefox" {
		return e, e.firefox(dir, env)
	}
	return e, e.webKit(env)
}

// run starts a process that ends with the engine.
func (e *Engine) run(cmd *exec.Cmd) error {
	if err := cmd.Start(); err != nil {
		return err
	}
	e.stop = append(e.stop, func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // it was killed
	})
	return nil
}

// Close ends the browser.
func (e *Engine) Close() {
	for i := len(e.stop) - 1; i >= 0; i-- {
		e.stop[i]()
	}
}

// Open goes to an address.
func (e *Engine) Open(address string) error {
	_, err := e.call("url", map[string]any{"url": address})
	return err
}

// Ask returns the value of a JavaScript expression, awaited if it is a promise.
func (e *Engine) Ask(expression string, into any) error {
	value, err := e.call("execute", map[string]any{"args": []any{}, "script": "const done = arguments[arguments.length - 1];" +
		"(async () => (" + expression + "))().then((v) => done({v}), (e) => done({e: String(e)}))"})
	if err != nil {
		return err
	}
	var answer struct {
		V json.RawMessage `json:"v"`
		E string          `json:"e"`
	}
	if err := json.Unmarshal(value, &answer); err != nil {
		return err
	}
	if answer.E != "" {
		return errors.New(answer.E)
	}
	if answer.V == nil {
		return nil
	}
	return json.Unmarshal(answer.V, into)
}

// Wait asks until the expression is true. One that throws counts as not yet true.
func (e *Engine) Wait(patience time.Duration, expression string) (err error) {
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		ok := false
		if err = e.Ask("!!("+expression+")", &ok); ok {
			return nil
		}
	}
	return errors.Join(fmt.Errorf("%s: after %v still not: %s", e.Name, patience, expression), err)
}

// webKit speaks W3C's WebDriver with WebKitWebDriver.
func (e *Engine) webKit(env []string) error {
	port, err := free()
	if err != nil {
		return err
	}
	driver := exec.Command("WebKitWebDriver", "--port="+port)
	driver.Env = append(env, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1") // which root needs
	if err := e.run(driver); err != nil {
		return err
	}
	browsers, _ := filepath.Glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")
	if len(browsers) == 0 {
		return errors.New("there is no MiniBrowser of WebKitGTK")
	}
	base := "http://127.0.0.1:" + port + "/session"
	post := func(path string, parameters any) (json.RawMessage, error) {
		body, err := json.Marshal(parameters)
		if err != nil {
			return nil, err
		}
		answer, err := http.Post(base+path, "application/json", bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		if err != nil {
			return nil, err
		}
		var reply struct{ Value json.RawMessage }
		if err := json.Unmarshal(text, &reply); err != nil || answer.StatusCode != http.StatusOK {
			return nil, fmt.Errorf("%s: %.500s", answer.Status, text)
		}
		return reply.Value, nil
	}
	wish := map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{
		"webkitgtk:browserOptions": map[string]any{"binary": browsers[0], "args": []string{"--automation"}}}}}
	var value json.RawMessage
	for end := time.Now().Add(time.Minute); ; time.Sleep(200 * time.Millisecond) {
		if value, err = post("", wish); err == nil || time.Now().After(end) {
			break
		}
	}
	var session struct{ SessionID string }
	if err = errors.Join(err, json.Unmarshal(value, &session)); err != nil {
		return err
	}
	e.call = func(command string, parameters any) (json.RawMessage, error) {
		if command == "execute" {
			command = "execute/async"
		}
		return post("/"+session.SessionID+"/"+command, parameters)
	}
	_, err = post("/"+session.SessionID+"/timeouts", map[string]any{"script": 60000, "pageLoad": 60000})
	return err
}

// firefox speaks Marionette, Firefox's own side of WebDriver: a message is its length, a colon and a JSON list.
func (e *Engine) firefox(dir string, env []string) error {
	port, err := free()
	if err != nil {
		return err
	}
	settings := `user_pref("marionette.port", ` + port + `);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("webgl.force-enabled", true);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("browser.aboutwelcome.enabled", false);
`
	if err := os.WriteFile(filepath.Join(dir, "user.js"), []byte(settings), 0o600); err != nil {
		return err
	}
	browser := exec.Command("firefox-esr", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", dir, "about:blank")
	browser.Env = append(env, "MOZ_DISABLE_CONTENT_SANDBOX=1")
	if err := e.run(browser); err != nil {
		return err
	}
	var conn net.Conn
	for end := time.Now().Add(time.Minute); ; time.Sleep(200 * time.Millisecond) {
		if conn, err = net.Dial("tcp", "127.0.0.1:"+port); err == nil || time.Now().After(end) {
			break
		}
	}
	if err != nil {
		return err
	}
	e.stop = append(e.stop, func() { _ = conn.Close() })
	m := &marionette{conn: conn, in: bufio.NewReader(conn)}
	if _, err := m.receive(); err != nil { // its greeting
		return err
	}
	e.call = func(command string, parameters any) (json.RawMessage, error) {
		name := map[string]string{"url": "WebDriver:Navigate", "execute": "WebDriver:ExecuteAsyncScript"}[command]
		value, err := m.ask(name, parameters)
		var reply struct{ Value json.RawMessage }
		if err == nil && command == "execute" {
			err = json.Unmarshal(value, &reply)
		}
		return reply.Value, err
	}
	_, err = m.ask("WebDriver:NewSession", map[string]any{})
	if err == nil {
		_, err = m.ask("WebDriver:SetTimeouts", map[string]any{"script": 60000, "pageLoad": 60000})
	}
	return err
}

// marionette is a conversation with Firefox.
type marionette struct {
	conn net.Conn
	in   *bufio.Reader
	last int
}

func (m *marionette) ask(command string, parameters any) (json.RawMessage, error) {
	m.last++
	text, err := json.Marshal([]any{0, m.last, command, parameters})
	if err != nil {
		return nil, err
	}
	if err := m.conn.SetDeadline(time.Now().Add(2 * time.Minute)); err != nil {
		return nil, err
	}
	if _, err := fmt.Fprintf(m.conn, "%d:%s", len(text), text); err != nil {
		return nil, err
	}
	text, err = m.receive()
	if err != nil {
		return nil, err
	}
	var answer [4]json.RawMessage // 1, the number, what went wrong, the result
	if err := json.Unmarshal(text, &answer); err != nil {
		return nil, err
	}
	if string(answer[2]) != "null" {
		return nil, fmt.Errorf("%.500s", answer[2])
	}
	return answer[3], nil
}

func (m *marionette) receive() ([]byte, error) {
	length, err := m.in.ReadString(':')
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(length[:len(length)-1])
	if err != nil {
		return nil, err
	}
	text := make([]byte, n)
	_, err = io.ReadFull(m.in, text)
	return text, err
}

// free finds a port that nobody listens on.
func free() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}
