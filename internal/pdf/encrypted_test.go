package pdf_test

import (
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
	"fmt"
	"testing"
)

// passwordPad fills short passwords (ISO 32000-1, 7.6.3.3, algorithm 2).
const passwordPad = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

func rc4With(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		panic(err) // a key of ours has the right length
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}

// encrypted is a PDF of one page, 200 x 100, encrypted with 40-bit RC4 and
// this user password; direct puts the dictionary into the trailer itself.
func encrypted(password string, direct bool, content string) []byte {
	padded := []byte((password + passwordPad)[:32])
	ownerKey := md5.Sum([]byte(("owner" + passwordPad)[:32]))
	owner := rc4With(ownerKey[:5], padded)
	permissions := int32(-64)
	id := []byte("0123456789abcdef")
	seed := append(append([]byte{}, padded...), owner...)
	seed = append(binary.LittleEndian.AppendUint32(seed, uint32(permissions)), id...)
	whole := md5.Sum(seed)
	key := whole[:5]
	user := rc4With(key, []byte(passwordPad))
	objectKey := md5.Sum(append(append([]byte{}, key...), 4, 0, 0, 0, 0)) // object 4, generation 0
	dict := fmt.Sprintf("<</Filter/Standard/V 1/R 2/O<%X>/U<%X>/P %d>>", owner, user, permissions)
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 200 100]>>",
		streamOf("", string(rc4With(objectKey[:10], []byte(content)))),
	}
	at := "5 0 R"
	if direct {
		at = dict
	} else {
		objects = append(objects, dict)
	}
	return trailedPDF(fmt.Sprintf("/Encrypt %s/ID[<%X><%X>]", at, id, id), objects...)
}

func locked(t testing.TB, password string) []byte {
	t.Helper()
	return encrypted(password, false, black(0, 0, 9, 9))
}
