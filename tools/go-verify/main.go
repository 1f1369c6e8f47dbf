// Verifies what Enlace writes with programs that share no code with it: trees and notes with golang.org/x/mod/sumdb, everything else with
// Go's standard library, from the pages of docs/formats. Ed25519 lines only; lines of other algorithms are unknown keys to it.
//
//	go-verify vectors <folder>                   the files of vectors/
//	go-verify evidence <evidence.zip> [flips]    an evidence file; with flips, every byte changed must be refused
//	go-verify log <folder or URL> [older]        a log as tlog-tiles serves it; with an older checkpoint, that it grew out of it
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) < 3 {
		fail(fmt.Errorf("go-verify vectors|evidence|log <what> [...]"))
	}
	var err error
	switch os.Args[1] {
	case "vectors":
		err = checkVectors(os.Args[2])
	case "evidence":
		err = checkEvidenceFile(os.Args[2], len(os.Args) > 3)
	case "log":
		older := ""
		if len(os.Args) > 3 {
			older = os.Args[3]
		}
		err = checkLog(os.Args[2], older)
	default:
		err = fmt.Errorf("unknown: %s", os.Args[1])
	}
	if err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "refused:", err)
	os.Exit(1)
}
