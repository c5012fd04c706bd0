package vacancy

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"example.org/dossier/internal/message"
)

// binder fills the exported types from the tree, by their tags. It goes on
// after a mistake, so that one run names many.
type binder struct {
	file     *file
	fields   map[reflect.Type][]field
	around   []mapped // the mappings that are open, the outermost first
	problems []problem
}

// mapped is a mapping with the keys that it knows.
type mapped struct {
	key    string // under which it stands; empty for the whole file
	fields []field
}

// field is one key of a struct.
type field struct {
	index      int
	key        string
	opt, quote bool
}

// at says where in the pack a value stands.
type at struct {
	path  string
	quote bool
}

func (a at) key(key string) string { return strings.TrimPrefix(a.path+"."+key, ".") }

func (a at) item(i int) at {
	return at{a.path + "[" + strconv.Itoa(i) + "]", a.quote}
}

func newBinder(f *file) *binder {
	return &binder{file: f, fields: map[reflect.Type][]field{}}
}

func (b *binder) pack(p *Pack) {
	b.value(reflect.ValueOf(p).Elem(), b.file.root, at{})
}

func (b *binder) fail(n *yaml.Node, id string, args message.Args) {
	b.problem(id, args, placeOf(n))
}

func (b *binder) problem(id string, args message.Args, at place) {
	if len(b.problems) < enoughProblems {
		b.problems = append(b.problems, problem{id, args, at})
	}
}

// value fills v from the node, as long as mistakes are looked for.
func (b *binder) value(v reflect.Value, n *yaml.Node, where at) {
	if len(b.problems) == enoughProblems {
		return
	}
	if b.special(v.Addr().Interface(), n, where) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		b.value(v.Elem(), n, where)
	case reflect.Struct:
		b.mapping(v, n, where)
	case reflect.Slice:
		b.list(v, n, where)
	case reflect.Int:
		if number, err := strconv.Atoi(n.Value); isPlain(n) && err == nil {
			v.SetInt(int64(number))
		} else {
			b.fail(n, "pack-wants-number", message.Args{"Key": lastKey(where.path)})
		}
	case reflect.Bool:
		if isPlain(n) && (n.Value == "true" || n.Value == "false") {
			v.SetBool(n.Value == "true")
		} else {
			b.fail(n, "pack-wants-yes-no", message.Args{"Key": lastKey(where.path)})
		}
	default: // reflect.String and the types made of it
		if word, ok := b.word(n, where); ok {
			v.SetString(word)
		}
	}
}

// word reads a text of one language, never empty.
func (b *binder) word(n *yaml.Node, where at) (string, bool) {
	if n.Kind != yaml.ScalarNode || isNull(n) || strings.TrimSpace(n.Value) == "" {
		b.fail(n, "pack-wants-word", message.Args{"Key": lastKey(where.path)})
		return "", false
	}
	if strings.HasPrefix(n.LineComment, "#") && isPlain(n) && !strings.HasPrefix(n.LineComment, "# ") {
		b.problem("pack-hash", message.Args{"Value": n.LineComment}, b.file.find(n, n.LineComment))
		return "", false
	}
	return n.Value, true
}

func (b *binder) list(v reflect.Value, n *yaml.Node, where at) {
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		b.fail(n, "pack-wants-list", message.Args{"Key": lastKey(where.path)})
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		b.value(v.Index(i), item, where.item(i))
	}
}

func (b *binder) mapping(v reflect.Value, n *yaml.Node, where at) {
	fields := b.of(v.Type())
	if n.Kind != yaml.MappingNode {
		b.fail(n, "pack-wants-keys", message.Args{"Key": lastKey(where.path), "Known": known(fields)})
		return
	}
	b.around = append(b.around, mapped{lastKey(where.path), fields})
	defer func() { b.around = b.around[:len(b.around)-1] }()
	var meant []string // keys that stand there, but misspelt
	loose := false     // the value before was wrong, or the rest of a text already
	for key, value := range pairs(n) {
		i := slices.IndexFunc(fields, func(f field) bool { return f.key == key.Value })
		if i < 0 {
			rest := isRest(n, value)
			if !rest || !loose {
				meant = append(meant, b.unknownKey(key, n, v.Type(), rest))
			}
			loose = rest
			continue
		}
		f := fields[i]
		here, before := at{where.key(f.key), f.quote}, len(b.problems)
		b.value(v.Field(f.index), value, here)
		if loose = len(b.problems) > before; !loose {
			b.within(v.Type().Name()+"."+f.key, v.Field(f.index), value, here)
		}
	}
	for _, f := range fields {
		if !f.opt && get(n, f.key) == nil && !slices.Contains(meant, f.key) {
			name := v.Type().Name() + "." + f.key
			b.fail(n, "pack-missing-key", message.Args{
				"Key": f.key, "Example": f.key + ": " + exampleOf(v.Field(f.index).Type(), f.key, n),
				"Known": strings.Join(limits[name].words, ", "),
			})
		}
	}
}

// isRest reports whether what stands as a key in {…} with this value is rather
// the rest of a text that a comma cut short: a key without a colon.
func isRest(mapping, value *yaml.Node) bool {
	return mapping.Style&yaml.FlowStyle != 0 && isNull(value) && value.Value == ""
}

// unknownKey says what is wrong with a key that is not known, and returns the
// known one that it is a slip of, or "".
func (b *binder) unknownKey(key, mapping *yaml.Node, t reflect.Type, rest bool) string {
	if len(b.problems) == enoughProblems {
		return "" // a thousand keys are not looked at for what each may mean
	}
	for _, space := range []string{"\u00a0", "\u202f"} {
		if _, after, found := strings.Cut(key.Value, ":"+space); found {
			b.problem("yaml-no-break", nil, b.file.find(key, space+after))
			return ""
		}
	}
	if rest {
		b.fail(key, "pack-loose-words", message.Args{"Value": key.Value, "Example": commaExample})
		return ""
	}
	fields := b.of(t)
	near := nearest(key.Value, fields)
	b.fail(key, "pack-unknown-key", message.Args{
		"Key": key.Value, "Known": known(fields), "Near": near, "Hint": b.hint(key, mapping, t, near),
	})
	return near
}

// hint says what may be meant by a key that is not known here: the key above it
// has it below, one around it has it, or it is a slip of another.
func (b *binder) hint(key, mapping *yaml.Node, t reflect.Type, near string) message.Message {
	fields := b.of(t)
	for above := range pairs(mapping) {
		if above == key {
			break
		}
		i := slices.IndexFunc(fields, func(f field) bool { return f.key == above.Value })
		if i >= 0 && b.has(t.Field(fields[i].index).Type, key.Value) {
			return message.New("pack.hint.inner", message.Args{"Key": above.Value})
		}
	}
	for _, m := range slices.Backward(b.around) {
		switch {
		case !slices.ContainsFunc(m.fields, func(f field) bool { return f.key == key.Value }):
		case m.key == "":
			return message.New("pack.hint.edge", nil)
		default:
			return message.New("pack.hint.outer", message.Args{"Key": m.key})
		}
	}
	if near != "" {
		return message.New("pack.hint.near", message.Args{"Key": near})
	}
	return message.New("pack.hint.none", nil)
}

// has reports whether a value of the type is made of keys, this one among them.
func (b *binder) has(t reflect.Type, key string) bool {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t == reflect.TypeFor[message.Text]() {
		t = reflect.TypeFor[textKeys]()
	}
	return t.Kind() == reflect.Struct && slices.ContainsFunc(b.of(t), func(f field) bool { return f.key == key })
}

// of returns the keys of a struct type, from its tags.
func (b *binder) of(t reflect.Type) []field {
	if _, ok := b.fields[t]; !ok {
		b.fields[t] = fieldsOf(t)
	}
	return b.fields[t]
}

func fieldsOf(t reflect.Type) []field {
	fields := []field{}
	for i := range t.NumField() {
		tag, ok := t.Field(i).Tag.Lookup("pack")
		if !ok {
			continue
		}
		words := strings.Split(tag, ",")
		fields = append(fields, field{
			index: i,
			key:   words[0],
			opt:   slices.Contains(words[1:], "opt"),
			quote: slices.Contains(words[1:], "quote"),
		})
	}
	return fields
}

// known lists the keys for the sentence that says which there are.
func known(fields []field) string {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.key
	}
	if len(keys) == 0 {
		return "{}"
	}
	return strings.Join(keys, ", ")
}

// lastKey is the key that a person sees before a value: "rule" of
// "criteria[2].rule". The whole pack has none.
func lastKey(path string) string {
	path = path[strings.LastIndexByte(path, '.')+1:]
	key, _, _ := strings.Cut(path, "[")
	return key
}
