//go:build !js

package main

import (
	"bufio"
	"fmt"
	"os"
	"time"

	"saddle/core/sgda"
)

func main() {
	began := time.Now()
	a := answerer{func() float64 { return float64(time.Since(began)) / 1e6 }, map[int]*sgda.Trainer{}}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		fmt.Println(a.answer(lines.Text()))
	}
}
