package browser
import ("testing";"context";"net/http/httptest";"net/http";"fmt";"time")
func TestZZ(t *testing.T) {
	b, err := Start(context.Background(), nil)
	if err != nil { t.Fatal(err) }
	defer b.Close()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request){
		w.Header().Set("Content-Type","text/html")
		fmt.Fprint(w, `<body><script>setTimeout(()=>{const t=performance.now();while(performance.now()-t<120);globalThis.done=1},1000)</script>`)
	}))
	defer srv.Close()
	p, err := b.Open(srv.URL+"/", Desktop)
	if err != nil { t.Fatal(err) }
	defer p.Close()
	ts, err := p.Tasks(10*time.Second, "globalThis.done"); for _, x := range ts { if x.Wall>20*time.Millisecond { t.Log(x) } }; t.Log(len(ts), err)
}
