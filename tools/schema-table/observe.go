package main

import (
	"reflect"
	"runtime"
	"sync"

	apiruntime "k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// outcome of one probe at one node: what the server stores where the object says nothing.
type outcome struct {
	seen  bool   // the parent existed and the field was absent
	value string // JSON; empty where it stayed absent
}

// sight is all that one probe showed.
type sight struct {
	outcomes []outcome           // by node id
	entries  map[string]string   // map entries that were added: path{key} to JSON
	altered  map[string][]string // set values that were changed: path to [before, after]
	empties  map[int]bool        // node id: an explicit empty list or map was kept as it was
}

type prober struct {
	tree    *tree
	scheme  *apiruntime.Scheme
	version schema.GroupVersion
	fresh   func() apiruntime.Object
	// converts: what is compared is the defaulted object before and after conversion, not defaulting itself.
	converts bool
}

// run builds a probe, lets the server's code default it, and compares.
func (p *prober) run(build ...func(reflect.Value)) *sight {
	before := p.fresh()
	root := reflect.ValueOf(before).Elem()
	for _, step := range build {
		step(root)
	}
	after := before.DeepCopyObject()
	p.scheme.Default(after)
	if p.converts {
		before, after = after, p.converted(after)
	}
	s := &sight{
		outcomes: make([]outcome, len(p.tree.nodes)),
		entries:  map[string]string{},
		altered:  map[string][]string{},
		empties:  map[int]bool{},
	}
	s.compare(p.tree.nodes[0], reflect.ValueOf(before).Elem(), reflect.ValueOf(after).Elem())
	return s
}

// converted is the object after its way to the server's internal version and back; itself where that is refused.
func (p *prober) converted(object apiruntime.Object) apiruntime.Object {
	internal, err := p.scheme.ConvertToVersion(object.DeepCopyObject(), apiruntime.InternalGroupVersioner)
	if err != nil {
		return object
	}
	back, err := p.scheme.ConvertToVersion(internal, p.version)
	if err != nil {
		return object
	}
	return back
}

func (s *sight) compare(n *node, before, after reflect.Value) {
	switch {
	case n.isStruct() && n.isPointer():
		switch {
		case before.IsNil():
			s.observe(n, after)
		case after.IsNil():
			s.alter(n, before, after)
		default:
			s.compareFields(n, before.Elem(), after.Elem())
		}
	case n.isStruct():
		s.compareFields(n, before, after)
	case n.element != nil && before.Len() == 0:
		if !before.IsNil() && after.Len() == 0 {
			s.empties[n.id] = true
			return // says nothing about absence
		}
		s.observe(n, after)
	case n.element != nil && n.typ.Kind() == reflect.Slice:
		if before.Len() != after.Len() {
			s.alter(n, before, after)
			return
		}
		for i := range before.Len() {
			s.compare(n.element, before.Index(i), after.Index(i))
		}
	case n.element != nil:
		s.compareEntries(n, before, after)
	case before.IsZero():
		s.observe(n, after)
	default:
		if !reflect.DeepEqual(before.Interface(), after.Interface()) && string(encode(before.Interface())) != string(encode(after.Interface())) {
			s.alter(n, before, after)
		}
	}
}

func (s *sight) compareFields(n *node, before, after reflect.Value) {
	for _, child := range n.children {
		s.compare(child, before.FieldByIndex(child.index), after.FieldByIndex(child.index))
	}
}

func (s *sight) compareEntries(n *node, before, after reflect.Value) {
	for _, key := range after.MapKeys() {
		if was := before.MapIndex(key); was.IsValid() {
			s.compare(n.element, was, after.MapIndex(key))
		} else {
			s.entries[n.path+"{"+key.String()+"}"] = string(encode(after.MapIndex(key).Interface()))
		}
	}
}

func (s *sight) observe(n *node, after reflect.Value) {
	found := &s.outcomes[n.id]
	found.seen = true
	if !after.IsZero() && !(n.element != nil && n.omitEmpty && after.Len() == 0) {
		found.value = string(encode(after.Interface()))
	}
}

func (s *sight) alter(n *node, before, after reflect.Value) {
	s.altered[n.path] = []string{string(encode(before.Interface())), string(encode(after.Interface()))}
}

func inParallel(n int, work func(int)) {
	var wait sync.WaitGroup
	queue := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := range queue {
				work(i)
			}
		}()
	}
	for i := range n {
		queue <- i
	}
	close(queue)
	wait.Wait()
}
