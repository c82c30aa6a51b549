package store

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
)

// A record on disk is one byte that says how its body is written, the CRC-32C of
// the body, and the body.
const (
	plainJSON  = 1
	packedJSON = 2 // deflated
)

const (
	frameSize   = 5
	packFrom    = 1 << 10   // bodies shorter than this are not worth deflating
	maxUnpacked = 512 << 20 // a record never comes near it
)

// checksum notices a damaged body. The table is made at its first use.
func checksum(body []byte) uint32 {
	return crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli))
}

var errRecord = errors.New("a record cannot be read")

// encodeRecord writes a value as JSON, deflated where it is long.
func encodeRecord(value any) ([]byte, error) {
	body, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	if len(body) < packFrom {
		return frame(plainJSON, body), nil
	}
	return framePacked(packedJSON, body)
}

// decodeRecord reads what encodeRecord wrote. It keeps nothing of data. Its
// errors wrap errRecord.
func decodeRecord(data []byte, value any) error {
	kind, body, err := unframe(data)
	if err != nil {
		return err
	}
	if kind != plainJSON && kind != packedJSON {
		return fmt.Errorf("%w: unknown kind %d", errRecord, kind)
	}
	if err := json.Unmarshal(body, value); err != nil {
		return fmt.Errorf("%w: %w", errRecord, err)
	}
	return nil
}

func frame(kind byte, body []byte) []byte {
	data := make([]byte, frameSize, frameSize+len(body))
	data[0] = kind
	binary.BigEndian.PutUint32(data[1:], checksum(body))
	return append(data, body...)
}

func framePacked(kind byte, body []byte) ([]byte, error) {
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.DefaultCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return frame(kind, packed.Bytes()), nil
}

// unframe proves the checksum and inflates the body where it is packed.
func unframe(data []byte) (kind byte, body []byte, err error) {
	if len(data) < frameSize {
		return 0, nil, fmt.Errorf("%w: it is too short", errRecord)
	}
	kind, body = data[0], data[frameSize:]
	if checksum(body) != binary.BigEndian.Uint32(data[1:]) {
		return 0, nil, fmt.Errorf("%w: its checksum is wrong", errRecord)
	}
	if kind == plainJSON {
		return kind, body, nil
	}
	body, err = io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(body)), maxUnpacked))
	if err != nil {
		return 0, nil, fmt.Errorf("%w: %w", errRecord, err)
	}
	return kind, body, nil
}
