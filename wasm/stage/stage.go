//go:build js && wasm

// Package stage paints one figure in its own document: it hands the trainer's frames to package scene
// and the page's commands too.
//
//	trainer → stage  snapshots          stage → trainer  "ack", once for each when it is taken
//	page → stage     "theme NAME=#rrggbb …", "motion smooth" or "motion none", "capture"
//	                 or "capture PIXELS", how many for each pixel of the page
//	stage → page     "drawn", once; the pixels asked for: "PIXL", width and height as little-endian
//	                 uint32, RGBA rows from the top
package stage

import (
	"encoding/binary"
	"strconv"
	"strings"

	"saddle/core/snapshot"
	"saddle/wasm/port"
	"saddle/wasm/scene"
)

// Run shows what comes until the document goes away.
func Run(page, trainer *port.Port) {
	figure := scene.New(scene.Events{
		Taken: func() { trainer.Send([]byte("ack")) },
		Drawn: func() { page.Send([]byte("drawn")) },
		Captured: func(width, height int, pixels []byte) {
			b := binary.LittleEndian.AppendUint32([]byte("PIXL"), uint32(width))
			b = binary.LittleEndian.AppendUint32(b, uint32(height))
			page.Send(append(b, pixels...))
		},
	}, port.Now)
	var reader snapshot.Reader
	trainer.Receive(func(frame []byte) {
		s, err := reader.Decode(frame)
		if err != nil {
			panic(err) // both ends are built from one source
		}
		figure.Show(s)
	})
	page.Receive(func(command []byte) {
		verb, rest, _ := strings.Cut(string(command), " ")
		switch verb {
		case "theme":
			figure.SetTheme(scene.ParseTheme(rest))
		case "motion":
			figure.SetSmooth(rest != "none")
		case "capture":
			density, _ := strconv.ParseFloat(rest, 64) // 0 if none is given
			figure.Capture(density)
		}
	})
	port.NewLoop().Yield() // a snapshot that waits can be in the first frame
	if err := scene.Run(figure); err != nil {
		panic(err) // the page notices that the program has ended
	}
}
