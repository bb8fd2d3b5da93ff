package main

import (
	"encoding/json"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"

	apiruntime "k8s.io/apimachinery/pkg/runtime"
)

// Default is what the server stores where an object says nothing.
type Default struct {
	Path string `json:"path"`
	// Value for the plainest probe that showed it; null where it is the present time.
	Value any `json:"value"`
	// Computed: it depends on more than the presence of its parent.
	Computed bool   `json:"computed,omitempty"`
	When     string `json:"when,omitempty"`
	// Via is "conversion" where not the defaulting does it but the way through the internal version.
	Via string `json:"via,omitempty"`
	// KeepsEmpty: an explicit empty list or map is stored as it is and gets no default.
	KeepsEmpty bool `json:"keepsEmpty,omitempty"`
	// Replaces: the server changes this value although the object sets it.
	Replaces any `json:"replaces,omitempty"`
}

const (
	randomProbes = 1500
	hints        = 6
)

// record is what all probes together showed at one node.
type record struct {
	values     map[string]bool // "" for: stayed absent
	first      string
	appears    []string // changes under which it appears, unlike in the base probe
	vanishes   []string
	differs    []string
	keepsEmpty bool
}

type search struct {
	prober  *prober
	records []record
	entries map[string]Default
	altered map[string]Default
}

// findDefaults probes the defaulting of a kind, and after it the conversion, which adds and removes fields too.
func findDefaults(types *Types, kind Kind) []Default {
	tree := newTree(types, goType(kind.gvk))
	var found []Default
	for _, converts := range []bool{false, true} {
		s := newSearch(tree, kind, converts)
		if !converts && !s.anything() {
			continue
		}
		s.spines()
		s.around(tree.skeleton, "")
		s.around(tree.filled, "all else set, ")
		s.random(kind.APIVersion + "/" + kind.Kind)
		found = append(found, s.result()...)
	}
	slices.SortStableFunc(found, func(a, b Default) int { return strings.Compare(a.Path, b.Path) })
	return found
}

func newSearch(tree *tree, kind Kind, converts bool) *search {
	s := &search{
		prober: &prober{
			tree:     tree,
			scheme:   schemeOf(kind.gvk),
			version:  kind.gvk.GroupVersion(),
			fresh:    func() apiruntime.Object { return newObject(kind.gvk) },
			converts: converts,
		},
		records: make([]record, len(tree.nodes)),
		entries: map[string]Default{},
		altered: map[string]Default{},
	}
	for i := range s.records {
		s.records[i].values = map[string]bool{}
	}
	return s
}

// anything is false for kinds without defaulting functions.
func (s *search) anything() bool {
	object := s.prober.fresh()
	s.prober.tree.skeleton(reflect.ValueOf(object).Elem())
	copied := object.DeepCopyObject()
	s.prober.scheme.Default(copied)
	if !reflect.DeepEqual(object, copied) {
		return true
	}
	plain := s.prober.fresh()
	copied = plain.DeepCopyObject()
	s.prober.scheme.Default(copied)
	return !reflect.DeepEqual(plain, copied) || s.stirs()
}

// stirs tries harder: some kinds have only conditional defaults.
func (s *search) stirs() bool {
	random := rand.New(rand.NewPCG(1, 1))
	for range 100 {
		object := s.prober.fresh()
		s.prober.tree.scattered(reflect.ValueOf(object).Elem(), random)
		copied := object.DeepCopyObject()
		s.prober.scheme.Default(copied)
		if !reflect.DeepEqual(object, copied) {
			return true
		}
	}
	return false
}

// spines probes each node with nothing around it.
func (s *search) spines() {
	for _, n := range s.prober.tree.nodes {
		if n.isBranch() || n.parent == nil {
			s.note(s.prober.run(n.spine), nil, "")
		}
	}
}

// around probes a base, then the base with one change at each place.
func (s *search) around(base func(reflect.Value), prefix string) {
	plain := s.prober.run(base)
	s.note(plain, nil, "")
	for _, n := range s.prober.tree.nodes {
		for _, change := range changes(n) {
			s.note(s.prober.run(base, change.apply), plain, prefix+change.label)
		}
	}
}

func (s *search) random(seed string) {
	hash := fnv.New64a()
	hash.Write([]byte(seed))
	random := rand.New(rand.NewPCG(hash.Sum64(), 36))
	for range randomProbes {
		s.note(s.prober.run(func(root reflect.Value) { s.prober.tree.scattered(root, random) }), nil, "")
	}
}

// note adds one sight to the records; the change that led from the base probe to it becomes a hint where it mattered.
func (s *search) note(seen, base *sight, change string) {
	for id, outcome := range seen.outcomes {
		if !outcome.seen {
			continue
		}
		record := &s.records[id]
		record.values[outcome.value] = true
		if record.first == "" {
			record.first = outcome.value
		}
		if base == nil || !base.outcomes[id].seen || base.outcomes[id].value == outcome.value {
			continue
		}
		switch {
		case base.outcomes[id].value == "":
			addHint(&record.appears, change)
		case outcome.value == "":
			addHint(&record.vanishes, change)
		default:
			addHint(&record.differs, change)
		}
	}
	for id := range seen.empties {
		s.records[id].keepsEmpty = true
	}
	for path, value := range seen.entries {
		keepFirst(s.entries, path, Default{Path: path, Value: json.RawMessage(value), Computed: true, When: "entry added to a map, " + change})
	}
	for path, values := range seen.altered {
		when := change
		if when == "" {
			when = "several fields together"
		}
		keepFirst(s.altered, path, Default{
			Path: path, Value: json.RawMessage(values[1]), Replaces: json.RawMessage(values[0]), Computed: true, When: when,
		})
	}
}

func keepFirst(found map[string]Default, path string, value Default) {
	old, exists := found[path]
	if !exists || old.When == "several fields together" && value.When != old.When {
		found[path] = value
	}
}

func addHint(list *[]string, hint string) {
	if len(*list) < hints {
		*list = append(*list, hint)
	}
}

func (s *search) result() []Default {
	var found []Default
	for _, n := range s.prober.tree.nodes {
		record := s.records[n.id]
		if record.first == "" {
			continue
		}
		entry := Default{Path: n.path, Value: json.RawMessage(record.first), KeepsEmpty: record.keepsEmpty}
		if len(record.values) > 1 {
			entry.Computed = true
			entry.When = when(record)
		}
		if strings.Contains(opaque[n.base()], "ime") {
			entry.Value, entry.Computed, entry.When = nil, true, "the present time"
		}
		found = append(found, entry)
	}
	for _, path := range slices.Sorted(maps.Keys(s.entries)) {
		found = append(found, s.entries[path])
	}
	for _, path := range slices.Sorted(maps.Keys(s.altered)) {
		found = append(found, s.altered[path])
	}
	if s.prober.converts {
		for i := range found {
			found[i].Computed, found[i].Via = true, "conversion"
		}
	}
	return found
}

func when(record record) string {
	var parts []string
	add := func(word string, list []string) {
		if len(list) > 0 {
			parts = append(parts, word+" "+strings.Join(list, " | "))
		}
	}
	add("appears with", record.appears)
	add("vanishes with", record.vanishes)
	add("differs with", record.differs)
	if len(parts) == 0 {
		return "several fields together"
	}
	return strings.Join(parts, "; ")
}
