// Reads claims about a log as JSON and says of each what Go's own sumdb/note and sumdb/tlog think of it: "" or why it is refused.
package main

import (
	"encoding/json"
	"errors"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type claim struct {
	Key, Note, OldNote string
	Index              int64
	Leaf               []byte // its place is claimed when there is one
	Proof              []tlog.Hash
}

func open(key, msg string) (size int64, root tlog.Hash, err error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return 0, root, err
	}
	n, err := note.Open([]byte(msg), note.VerifierList(verifier))
	if err != nil {
		return 0, root, err
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return 0, root, errors.New("no checkpoint of this log")
	}
	if size, err = strconv.ParseInt(lines[1], 10, 64); err == nil {
		root, err = tlog.ParseHash(lines[2])
	}
	return size, root, err
}

func judge(c claim) error {
	size, root, err := open(c.Key, c.Note)
	if err != nil || c.Leaf == nil && c.OldNote == "" {
		return err
	}
	if c.Leaf != nil {
		return tlog.CheckRecord(c.Proof, size, root, c.Index, tlog.RecordHash(c.Leaf))
	}
	oldSize, oldRoot, err := open(c.Key, c.OldNote)
	if err != nil {
		return err
	}
	return tlog.CheckTree(c.Proof, size, root, oldSize, oldRoot)
}

func main() {
	var claims []claim
	if err := json.NewDecoder(os.Stdin).Decode(&claims); err != nil {
		panic(err)
	}
	answers := make([]string, len(claims))
	for i, c := range claims {
		if err := judge(c); err != nil {
			answers[i] = err.Error()
		}
	}
	json.NewEncoder(os.Stdout).Encode(answers)
}
