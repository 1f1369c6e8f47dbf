package main

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"sort"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

type contents struct {
	Records []struct {
		Id        string
		Positions []struct {
			Origin string
			Role   string
			Seq    int64
		}
	}
	Members []struct {
		Name   string
		Bytes  int
		Sha256 string
	}
}

type leafMembers struct {
	Seq int64
	C   string
	Rel string
	N   int
}

type opening struct {
	Commitments []string
	Items       []struct {
		Index      int
		Length     int
		Salt       string
		Commitment string
	}
	ReleaseSalt string `json:"release_salt"`
}

func checkEvidenceFile(path string, flips bool) error {
	file, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	said, err := checkEvidence(file)
	if err != nil {
		return err
	}
	if flips {
		for at := range file {
			file[at] ^= 1 << (at % 8)
			if _, err := checkEvidence(file); err == nil {
				return fmt.Errorf("byte %d was changed and not refused", at)
			}
			file[at] ^= 1 << (at % 8)
		}
		said += fmt.Sprintf(", each of %d changed bytes refused", len(file))
	}
	fmt.Println("holds:", said)
	return nil
}

// All checks of docs/formats/evidence.md that need no receipt lines and no ML-DSA-44.
func checkEvidence(file []byte) (string, error) {
	members, err := readArchive(file)
	if err != nil {
		return "", err
	}
	var said contents
	if err := json.Unmarshal(members["contents"], &said); err != nil {
		return "", err
	}
	keys, err := readKeys(string(members["keys"]))
	if err != nil {
		return "", err
	}
	hash := sha256.Sum256(members["contents"])
	signed, err := note.Open(members["contents.signed"], note.VerifierList(keys...))
	if err != nil {
		return "", err
	}
	if signed.Text != "enlace-evidence/v1\n"+hex.EncodeToString(hash[:])+"\n" {
		return "", fmt.Errorf("the contents are not the ones that were signed")
	}
	if len(said.Members)+2 != len(members) || len(said.Records) == 0 {
		return "", fmt.Errorf("the contents do not name every part")
	}
	for _, member := range said.Members {
		part, found := members[member.Name]
		hash := sha256.Sum256(part)
		if !found || len(part) != member.Bytes || hex.EncodeToString(hash[:]) != member.Sha256 {
			return "", fmt.Errorf("%s is not the part that was signed for", member.Name)
		}
	}
	positions, items, releases := 0, 0, 0
	for r, record := range said.Records {
		for p, place := range record.Positions {
			at := func(name string) []byte { return members[fmt.Sprintf("records/%d/%d/%s", r+1, p+1, name)] }
			if place.Role != "in" && !strings.HasPrefix(signed.Sigs[0].Name, host(place.Origin)+"/release/") {
				return "", fmt.Errorf("signed by somebody else than the party of %s", place.Origin)
			}
			opened, released, err := checkPosition(at, place.Origin, place.Seq, record.Id, keys)
			if err != nil {
				return "", fmt.Errorf("%s %d: %w", place.Origin, place.Seq, err)
			}
			positions, items, releases = positions+1, items+opened, releases+released
		}
	}
	return fmt.Sprintf("%d records, %d positions, %d items opened, %d release signatures", len(said.Records), positions, items, releases), nil
}

func checkPosition(at func(string) []byte, origin string, seq int64, id string, keys []note.Verifier) (items, releases int, err error) {
	known, err := logVerifiers(string(at("policy")))
	if err != nil {
		return 0, 0, err
	}
	index, signed, err := checkProof(string(at("entry.tlog-proof")), at("leaf"), known)
	if err != nil {
		return 0, 0, err
	}
	var leaf leafMembers
	if err := json.Unmarshal(at("leaf"), &leaf); err != nil {
		return 0, 0, err
	}
	if index != seq || leaf.Seq != seq || signed.origin != origin {
		return 0, 0, fmt.Errorf("leaf, proof and contents name different places")
	}
	if at("opening") == nil {
		return 0, 0, nil
	}
	var open opening
	if err := json.Unmarshal(at("opening"), &open); err != nil {
		return 0, 0, err
	}
	if len(open.Commitments) != leaf.N || commitmentRoot(open.Commitments) != leaf.C {
		return 0, 0, fmt.Errorf("the commitments are not the leaf's")
	}
	for _, item := range open.Items {
		if item.Index >= len(open.Commitments) || open.Commitments[item.Index] != item.Commitment {
			return 0, 0, fmt.Errorf("commitment of item %d", item.Index)
		}
		bytes := at(fmt.Sprintf("item-%d", item.Index))
		if bytes == nil {
			continue
		}
		if len(bytes) != item.Length || commit(item.Salt, bytes) != item.Commitment {
			return 0, 0, fmt.Errorf("item %d is not what the leaf commits to", item.Index)
		}
		var object struct{ Id string }
		if item.Index == 0 && (json.Unmarshal(bytes, &object) != nil || object.Id != id) {
			return 0, 0, fmt.Errorf("the object has another id")
		}
		items++
	}
	if at("release") == nil {
		return items, 0, nil
	}
	if commitmentRoot([]string{commit(open.ReleaseSalt, at("release"))}) != leaf.Rel {
		return 0, 0, fmt.Errorf("the release is not what the leaf commits to")
	}
	if at("release.jws") == nil {
		return items, 0, nil
	}
	payload := fmt.Sprintf("sig/release\x00%s\n%d\n%s\n%s", origin, seq, leaf.C, leaf.Rel)
	return items, 1, checkJws(string(at("release.jws")), payload, origin, keys)
}

// A detached JWS with an unencoded payload (RFC 7515 appendix F, RFC 7797), by a release key of the party that writes the log.
func checkJws(jws, payload, origin string, keys []note.Verifier) error {
	parts := strings.Split(jws, ".")
	if len(parts) != 3 || parts[1] != "" {
		return fmt.Errorf("not a detached JWS")
	}
	header, err := base64.RawURLEncoding.Strict().DecodeString(parts[0])
	if err != nil || string(header) != `{"alg":"Ed25519","b64":false,"crit":["b64"]}` {
		return fmt.Errorf("header of the JWS")
	}
	signature, err := base64.RawURLEncoding.Strict().DecodeString(parts[2])
	if err != nil || len(signature) != ed25519.SignatureSize {
		return fmt.Errorf("signature of the JWS")
	}
	for _, key := range keys {
		if strings.HasPrefix(key.Name(), host(origin)+"/release/") && key.Verify([]byte(parts[0]+"."+payload), signature) {
			return nil
		}
	}
	return fmt.Errorf("no release key signed")
}

func commit(salt string, item []byte) string {
	bytes, err := base64.RawURLEncoding.Strict().DecodeString(salt)
	if err != nil || len(bytes) != 32 {
		return "not a salt"
	}
	length := make([]byte, 8)
	binary.BigEndian.PutUint64(length, uint64(len(item)))
	hash := sha256.Sum256([]byte("sig/c1\x00" + string(bytes) + string(length) + string(item)))
	return base64.RawURLEncoding.EncodeToString(hash[:])
}

// Root of the RFC 6962 tree over commitments, by sumdb's own tree.
func commitmentRoot(list []string) string {
	var records [][]byte
	for _, text := range list {
		bytes, err := base64.RawURLEncoding.Strict().DecodeString(text)
		if err != nil || len(bytes) != 32 {
			return "not a commitment"
		}
		records = append(records, bytes)
	}
	root, err := rootOf(hashesOf(records), int64(len(records)))
	if err != nil || len(records) == 0 {
		return "no commitments"
	}
	return base64.RawURLEncoding.EncodeToString(root[:])
}

func readKeys(text string) ([]note.Verifier, error) {
	var keys []note.Verifier
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		// What was stated about revoked keys is told by receipts, which this program does not read.
		if strings.HasPrefix(line, "#") {
			continue
		}
		key, err := note.NewVerifier(line)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
}

func host(origin string) string { return strings.SplitN(origin, "/", 2)[0] }

// Takes an archive apart and writes it again from its members: a difference anywhere is a change.
func readArchive(file []byte) (map[string][]byte, error) {
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	members := map[string][]byte{}
	for _, entry := range archive.File {
		if entry.Method != zip.Store || entry.UncompressedSize64 > uint64(len(file)) {
			return nil, fmt.Errorf("%s is compressed", entry.Name)
		}
		reader, err := entry.Open()
		if err != nil {
			return nil, err
		}
		if members[entry.Name], err = io.ReadAll(reader); err != nil {
			return nil, err
		}
	}
	if !bytes.Equal(writeArchive(members), file) {
		return nil, fmt.Errorf("the archive is not the one that its members make")
	}
	return members, nil
}

func writeArchive(members map[string][]byte) []byte {
	var names []string
	for name := range members {
		names = append(names, name)
	}
	sort.Strings(names)
	var body, directory bytes.Buffer
	const day = 1<<5 | 1 // 1980-01-01
	put := func(out *bytes.Buffer, values ...interface{}) {
		for _, value := range values {
			binary.Write(out, binary.LittleEndian, value)
		}
	}
	for _, name := range names {
		part := members[name]
		sum, size := crc32.ChecksumIEEE(part), uint32(len(part))
		at := uint32(body.Len())
		put(&body, uint32(0x04034b50), uint16(20), uint16(0), uint16(0), uint16(0), uint16(day), sum, size, size, uint16(len(name)), uint16(0))
		body.WriteString(name)
		body.Write(part)
		put(&directory, uint32(0x02014b50), uint16(20), uint16(20), uint16(0), uint16(0), uint16(0), uint16(day), sum, size, size,
			uint16(len(name)), uint16(0), uint16(0), uint16(0), uint16(0), uint32(0), at)
		directory.WriteString(name)
	}
	count, start := uint16(len(names)), uint32(body.Len())
	body.Write(directory.Bytes())
	put(&body, uint32(0x06054b50), uint16(0), uint16(0), count, count, uint32(directory.Len()), start, uint16(0))
	return body.Bytes()
}
