package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// The hashes that sumdb stores for a list of records.
func hashesOf(records [][]byte) []tlog.Hash {
	var stored []tlog.Hash
	for i, record := range records {
		more, err := tlog.StoredHashes(int64(i), record, reader(stored))
		if err != nil {
			panic(err)
		}
		stored = append(stored, more...)
	}
	return stored
}

func reader(stored []tlog.Hash) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, index := range indexes {
			if index >= int64(len(stored)) {
				return nil, fmt.Errorf("hash %d is missing", index)
			}
			found = append(found, stored[index])
		}
		return found, nil
	})
}

func rootOf(stored []tlog.Hash, size int64) (tlog.Hash, error) {
	return tlog.TreeHash(size, reader(stored))
}

// Reads a whole log from a folder or over HTTP as tlog-tiles lays it out, recomputes its tree, and proves every kind of thing about it.
func checkLog(place, older string) error {
	fetch := fromFolder(place)
	if strings.HasPrefix(place, "http://") || strings.HasPrefix(place, "https://") {
		fetch = fromAddress(place)
	}
	policy, err := fetch("policy")
	if err != nil {
		return err
	}
	known, err := logVerifiers(string(policy))
	if err != nil {
		return err
	}
	text, err := fetch("checkpoint")
	if err != nil {
		return err
	}
	signed, err := openCheckpoint(string(text), known)
	if err != nil {
		return err
	}
	records, err := readEntries(fetch, signed.size)
	if err != nil {
		return err
	}
	stored := hashesOf(records)
	root, err := rootOf(stored, signed.size)
	if err != nil {
		return err
	}
	if root != signed.root {
		return fmt.Errorf("%s: the entries are not the ones that were signed", signed.origin)
	}
	for i, record := range records {
		var leaf leafMembers
		if err := json.Unmarshal(record, &leaf); err != nil || leaf.Seq != int64(i) {
			return fmt.Errorf("entry %d names another place", i)
		}
		proof, err := tlog.ProveRecord(signed.size, int64(i), reader(stored))
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, signed.size, signed.root, int64(i), tlog.RecordHash(record)); err != nil {
			return err
		}
	}
	said := fmt.Sprintf("%s, %d entries", signed.origin, signed.size)
	if older != "" {
		earlier, err := os.ReadFile(older)
		if err != nil {
			return err
		}
		before, err := openCheckpoint(string(earlier), known)
		if err != nil {
			return err
		}
		proof, err := tlog.ProveTree(signed.size, before.size, reader(stored))
		if err != nil {
			return err
		}
		if before.origin != signed.origin {
			return fmt.Errorf("the older checkpoint is of another log")
		}
		if err := tlog.CheckTree(proof, signed.size, signed.root, before.size, before.root); err != nil {
			return err
		}
		said += fmt.Sprintf(", grown out of %d", before.size)
	}
	tiles, err := checkTiles(fetch, stored, signed.size)
	if err != nil {
		return err
	}
	fmt.Printf("holds: %s, %d tiles\n", said, tiles)
	return nil
}

func readEntries(fetch func(string) ([]byte, error), size int64) ([][]byte, error) {
	var records [][]byte
	for first := int64(0); first < size; first += 256 {
		width := size - first
		if width > 256 {
			width = 256
		}
		bundle, err := fetch("tile/entries/" + tilePath(first/256, width))
		if err != nil {
			return nil, err
		}
		for len(bundle) >= 2 {
			length := int(binary.BigEndian.Uint16(bundle))
			if len(bundle) < 2+length {
				return nil, fmt.Errorf("a bundle is cut off")
			}
			records = append(records, bundle[2:2+length])
			bundle = bundle[2+length:]
		}
	}
	if int64(len(records)) != size {
		return nil, fmt.Errorf("%d of %d entries are there", len(records), size)
	}
	return records, nil
}

// Hash tiles are optional in a folder that was exported; where they are served they are the tree's.
func checkTiles(fetch func(string) ([]byte, error), stored []tlog.Hash, size int64) (int, error) {
	checked := 0
	for level := 0; size>>(8*level) > 0; level++ {
		count := size >> (8 * level)
		for first := int64(0); first < count; first += 256 {
			width := count - first
			if width > 256 {
				width = 256
			}
			tile, err := fetch(fmt.Sprintf("tile/%d/%s", level, tilePath(first/256, width)))
			if err != nil {
				return 0, nil
			}
			for i := int64(0); i < width; i++ {
				want := stored[tlog.StoredHashIndex(8*level, first+i)]
				if int64(len(tile)) != 32*width || string(tile[32*i:32*i+32]) != string(want[:]) {
					return 0, fmt.Errorf("tile %d/%d is not the tree's", level, first/256)
				}
			}
			checked++
		}
	}
	return checked, nil
}

func tilePath(index, width int64) string {
	path := fmt.Sprintf("%03d", index%1000)
	for index >= 1000 {
		index /= 1000
		path = fmt.Sprintf("x%03d/%s", index%1000, path)
	}
	if width < 256 {
		path += fmt.Sprintf(".p/%d", width)
	}
	return path
}

func fromFolder(folder string) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) { return os.ReadFile(filepath.Join(folder, filepath.FromSlash(name))) }
}

func fromAddress(prefix string) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		answer, err := http.Get(strings.TrimSuffix(prefix, "/") + "/" + name)
		if err != nil {
			return nil, err
		}
		defer answer.Body.Close()
		if answer.StatusCode != 200 {
			return nil, fmt.Errorf("%s: %s", name, answer.Status)
		}
		return io.ReadAll(io.LimitReader(answer.Body, 64<<20))
	}
}
