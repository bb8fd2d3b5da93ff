package main

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"time"

	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// change alters a probe at one node.
type change struct {
	node  *node
	label string
	apply func(root reflect.Value)
}

func changeOf(n *node, label string, set func(reflect.Value)) change {
	if n.path == "" {
		panic("the root never changes")
	}
	return change{n, n.path + label, func(root reflect.Value) { n.visit(root, set) }}
}

// changes lists all that is tried at a node, alone and in random company.
func changes(n *node) []change {
	if n.path == "" {
		return nil
	}
	var list []change
	for _, value := range values(n) {
		list = append(list, changeOf(n, fmt.Sprintf("=%v", label(value)), func(v reflect.Value) { v.Set(value) }))
	}
	if n.isScalar() || n.isBranch() {
		list = append(list, absence(n))
	}
	if n.element != nil {
		list = append(list, changeOf(n, " empty", func(v reflect.Value) { v.Set(empty(v.Type())) }))
	}
	if n.element != nil && n.typ.Kind() == reflect.Slice {
		list = append(list, changeOf(n, " twice", func(v reflect.Value) {
			if v.Len() == 1 {
				v.Set(reflect.Append(v, v.Index(0)))
			}
		}))
	}
	if alternatives := n.alternatives(); len(alternatives) > 1 {
		for _, chosen := range alternatives {
			list = append(list, changeOf(n, " with "+last(chosen.path)+" alone", only(n, chosen)))
		}
		list = append(list, changeOf(n, " with no pointer", only(n, nil)))
	}
	return list
}

func absence(n *node) change {
	return changeOf(n, " absent", func(v reflect.Value) { v.SetZero() })
}

func only(n, chosen *node) func(reflect.Value) {
	return func(v reflect.Value) {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return
			}
			v = v.Elem()
		}
		for _, other := range n.alternatives() {
			if other != chosen {
				v.FieldByIndex(other.index).SetZero()
			}
		}
	}
}

// values lists what a scalar is tried with; a pointer also with the zero it can hold.
func values(n *node) []reflect.Value {
	if !n.isScalar() {
		return nil
	}
	var list []reflect.Value
	for _, value := range n.samples() {
		v := reflect.ValueOf(value).Convert(n.base())
		if n.isPointer() {
			pointer := reflect.New(n.base())
			pointer.Elem().Set(v)
			v = pointer
		}
		list = append(list, v)
	}
	if n.isPointer() {
		list = append(list, reflect.New(n.base()))
	}
	return list
}

// samples, the most ordinary first.
func (n *node) samples() []any {
	switch n.base() {
	case reflect.TypeOf(resource.Quantity{}):
		return []any{resource.MustParse("1")}
	case reflect.TypeOf(intstr.IntOrString{}):
		return []any{intstr.FromInt32(1), intstr.FromString("x"), intstr.FromString("10%")}
	case reflect.TypeOf(metav1.Time{}):
		return []any{metav1.Time{Time: time.Unix(0, 0).UTC()}}
	case reflect.TypeOf(metav1.MicroTime{}):
		return []any{metav1.MicroTime{Time: time.Unix(0, 0).UTC()}}
	}
	switch n.base().Kind() {
	case reflect.String:
		if len(n.enum) > 0 {
			return append(n.enum[:len(n.enum):len(n.enum)], "x")
		}
		return words(n)
	case reflect.Bool:
		return []any{true}
	case reflect.Int, reflect.Int32, reflect.Int64, reflect.Uint8, reflect.Uint32, reflect.Uint64, reflect.Float32, reflect.Float64:
		return []any{1}
	default:
		return nil
	}
}

// words: any name, an image with a tag and one without, and the discriminators that OpenAPI does not enumerate.
func words(n *node) []any {
	known := []any{"x", "x:1"}
	switch last(n.path) {
	case "kind":
		return append(known, "ServiceAccount", "User", "Group")
	case "type":
		return append(known, "RollingUpdate", "Recreate", "OnDelete", "Limited", "Exempt", "Queue", "Resource", "Container")
	case "nodeInclusionPolicy", "strategy":
		return append(known, "Webhook", "None")
	default:
		return known
	}
}

func last(path string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '.' {
			return path[i+1:]
		}
	}
	return path
}

func label(v reflect.Value) any {
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if v.Kind() == reflect.String && v.Len() == 0 {
		return `""`
	}
	return fmt.Sprint(v.Interface())
}

func empty(t reflect.Type) reflect.Value {
	if t.Kind() == reflect.Map {
		return reflect.MakeMap(t)
	}
	return reflect.MakeSlice(t, 0, 0)
}

// present makes the node exist where its parent does: a struct, one element or one entry; never a scalar.
func (n *node) present(v reflect.Value) {
	switch {
	case n.isStruct() && n.isPointer():
		v.Set(reflect.New(n.base()))
	case n.element != nil && n.typ.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(n.typ, 1, 1))
	case n.element != nil && n.typ.Kind() == reflect.Map:
		v.Set(reflect.MakeMap(n.typ))
		value := reflect.New(n.typ.Elem()).Elem()
		v.SetMapIndex(mapKey(n.typ.Key()), value)
	}
}

// skeleton: every branch exists, every scalar is absent.
func (tree *tree) skeleton(root reflect.Value) {
	for _, n := range tree.nodes {
		if n.isBranch() && n.parent != nil {
			n.visit(root, n.present)
		}
	}
}

// filled: the skeleton with every scalar set to its most ordinary value.
func (tree *tree) filled(root reflect.Value) {
	tree.skeleton(root)
	for _, n := range tree.nodes {
		if candidates := values(n); len(candidates) > 0 {
			n.visit(root, func(v reflect.Value) { v.Set(candidates[0]) })
		}
	}
}

// spine: only what leads to the node.
func (n *node) spine(root reflect.Value) {
	if n.parent == nil {
		return
	}
	n.parent.spine(root)
	if n.isBranch() {
		n.visit(root, n.present)
	}
}

// scattered: each branch with one chance, each scalar with another.
func (tree *tree) scattered(root reflect.Value, random *rand.Rand) {
	chances := []float64{0.1, 0.5, 0.9}
	branch, scalar := chances[random.IntN(3)], chances[random.IntN(3)]
	for _, n := range tree.nodes {
		if n.parent == nil {
			continue
		}
		if n.isBranch() && random.Float64() < branch {
			n.visit(root, n.present)
		}
		if candidates := values(n); len(candidates) > 0 && random.Float64() < scalar {
			value := candidates[random.IntN(len(candidates))]
			n.visit(root, func(v reflect.Value) { v.Set(value) })
		}
	}
}
