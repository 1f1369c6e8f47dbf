package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// The project's own vectors: trees, proofs, checkpoints and evidence files, valid and invalid.
func checkVectors(folder string) error {
	for _, check := range []func(string) error{checkMerkle, checkCheckpoints, checkEvidenceVectors} {
		if err := check(folder); err != nil {
			return err
		}
	}
	return nil
}

func load(into interface{}, path ...string) error {
	bytes, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		return err
	}
	return json.Unmarshal(bytes, into)
}

func checkMerkle(folder string) error {
	var file struct {
		Leaves    []string
		Roots     []tlog.Hash
		Inclusion []struct {
			Index, Size int64
			Proof       []tlog.Hash
		}
		Consistency []struct {
			OldSize, Size int64
			Proof         []tlog.Hash
		}
	}
	if err := load(&file, folder, "valid/merkle.json"); err != nil {
		return err
	}
	var records [][]byte
	for _, leaf := range file.Leaves {
		records = append(records, []byte(leaf))
	}
	stored := hashesOf(records)
	for size := 1; size < len(file.Roots); size++ {
		if root, err := rootOf(stored, int64(size)); err != nil || root != file.Roots[size] {
			return fmt.Errorf("root of size %d: %v", size, err)
		}
	}
	for _, each := range file.Inclusion {
		hash := tlog.RecordHash(records[each.Index])
		if err := tlog.CheckRecord(each.Proof, each.Size, file.Roots[each.Size], each.Index, hash); err != nil {
			return fmt.Errorf("inclusion of %d: %w", each.Index, err)
		}
	}
	for _, each := range file.Consistency {
		if err := tlog.CheckTree(each.Proof, each.Size, file.Roots[each.Size], each.OldSize, file.Roots[each.OldSize]); err != nil {
			return fmt.Errorf("consistency of %d: %w", each.OldSize, err)
		}
	}
	fmt.Printf("holds: %d roots, %d inclusion proofs, %d consistency proofs\n", len(file.Roots)-1, len(file.Inclusion), len(file.Consistency))
	return nil
}

func checkCheckpoints(folder string) error {
	var keys struct {
		Keys []struct {
			Vkey string
			Type int
		}
	}
	var file struct {
		Checkpoints []struct {
			Size int64
			Root tlog.Hash
			Note string
		}
	}
	if err := load(&keys, folder, "valid/keys.json"); err != nil {
		return err
	}
	if err := load(&file, folder, "valid/checkpoint.json"); err != nil {
		return err
	}
	var known []note.Verifier
	for _, key := range keys.Keys {
		if verifier, err := note.NewVerifier(key.Vkey); key.Type == 1 {
			if err != nil {
				return err
			}
			known = append(known, verifier)
		}
	}
	for _, each := range file.Checkpoints {
		signed, err := openCheckpoint(each.Note, note.VerifierList(known...))
		if err != nil || signed.size != each.Size || signed.root != each.Root {
			return fmt.Errorf("checkpoint of size %d: %v", each.Size, err)
		}
	}
	fmt.Printf("holds: %d checkpoints\n", len(file.Checkpoints))
	return nil
}

func checkEvidenceVectors(folder string) error {
	if err := checkEvidenceFile(filepath.Join(folder, "valid/evidence.zip"), true); err != nil {
		return err
	}
	var wrong struct {
		Files []struct{ File, Reason string }
	}
	if err := load(&wrong, folder, "invalid/evidence.json"); err != nil {
		return err
	}
	for _, each := range wrong.Files {
		file, err := os.ReadFile(filepath.Join(folder, "invalid", each.File))
		if err != nil {
			return err
		}
		if _, err := checkEvidence(file); err == nil {
			return fmt.Errorf("%s is not refused", each.File)
		}
	}
	fmt.Printf("holds: %d changed evidence files refused\n", len(wrong.Files))
	return nil
}
