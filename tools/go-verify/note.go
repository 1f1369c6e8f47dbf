package main

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type checkpoint struct {
	origin string
	size   int64
	root   tlog.Hash
}

// Keys of a tlog-policy by name: log keys only, and of those the Ed25519 ones. A key that the policy calls compromised is left out: whether a
// cosignature is older than the theft is not judged here, so this program is stricter than the cutoff rule.
func logVerifiers(policy string) (note.Verifiers, error) {
	var list []note.Verifier
	stolen := map[string]bool{}
	for _, line := range strings.Split(policy, "\n") {
		words := strings.Fields(line)
		if len(words) == 5 && words[0] == "#enlace-key" && words[4] == "compromised" {
			stolen[words[1]] = true
		}
	}
	for _, line := range strings.Split(policy, "\n") {
		words := strings.Fields(line)
		if len(words) >= 2 && words[0] == "log" {
			verifier, err := note.NewVerifier(words[1])
			if err == nil && !stolen[fmt.Sprintf("%s+%08x", verifier.Name(), verifier.KeyHash())] {
				list = append(list, verifier)
			}
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("no Ed25519 log key in the policy")
	}
	return note.VerifierList(list...), nil
}

// Opens a checkpoint that a log of the policy signed under its own name.
func openCheckpoint(text string, known note.Verifiers) (checkpoint, error) {
	opened, err := note.Open([]byte(text), known)
	if err != nil {
		return checkpoint{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || opened.Sigs[0].Name != lines[0] {
		return checkpoint{}, fmt.Errorf("not a checkpoint of its own log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] {
		return checkpoint{}, fmt.Errorf("size of the checkpoint")
	}
	root, err := parseHash(lines[2])
	return checkpoint{lines[0], size, root}, err
}

func parseHash(text string) (hash tlog.Hash, err error) {
	bytes, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || len(bytes) != len(hash) {
		return hash, fmt.Errorf("not a hash: %q", text)
	}
	copy(hash[:], bytes)
	return hash, nil
}

// C2SP tlog-proof: an index, an inclusion proof, and the signed checkpoint.
func checkProof(text string, leaf []byte, known note.Verifiers) (int64, checkpoint, error) {
	end := strings.Index(text, "\n\n")
	if end < 0 {
		return 0, checkpoint{}, fmt.Errorf("not a tlog-proof")
	}
	lines := strings.Split(text[:end], "\n")
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		return 0, checkpoint{}, fmt.Errorf("not a tlog-proof")
	}
	index, err := strconv.ParseInt(lines[1][6:], 10, 64)
	if err != nil || lines[1] != fmt.Sprintf("index %d", index) {
		return 0, checkpoint{}, fmt.Errorf("index of the proof")
	}
	var path tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := parseHash(line)
		if err != nil {
			return 0, checkpoint{}, err
		}
		path = append(path, hash)
	}
	signed, err := openCheckpoint(text[end+2:], known)
	if err != nil {
		return 0, checkpoint{}, err
	}
	return index, signed, tlog.CheckRecord(path, signed.size, signed.root, index, tlog.RecordHash(leaf))
}
