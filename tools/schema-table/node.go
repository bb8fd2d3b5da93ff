package main

import (
	"reflect"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// node is one place in the objects of a kind: a field, the elements of a list, or the values of a map.
type node struct {
	path      string // spec.template.spec.containers[].name
	typ       reflect.Type
	index     []int // of the field in its parent; nil for elements and values
	omitEmpty bool
	enum      []any
	parent    *node
	children  []*node // fields of a struct
	element   *node   // of a list or map
	id        int
}

// tree is all nodes of one kind, the root first, parents before children.
type tree struct {
	types *Types
	nodes []*node
}

func newTree(types *Types, root reflect.Type) *tree {
	tree := &tree{types: types}
	tree.grow(&node{typ: root}, nil)
	return tree
}

func (tree *tree) grow(n *node, above []reflect.Type) {
	n.id = len(tree.nodes)
	tree.nodes = append(tree.nodes, n)
	t := n.base()
	if _, found := opaque[t]; found {
		return
	}
	switch t.Kind() {
	case reflect.Struct:
		if count(above, t) > 0 { // JSONSchemaProps holds itself
			return
		}
		above = append(above[:len(above):len(above)], t)
		for _, member := range members(t) {
			if skipped(t, member.json) {
				continue
			}
			child := &node{
				path:      strings.TrimPrefix(n.path+"."+member.json, "."),
				typ:       member.field.Type,
				index:     member.index,
				omitEmpty: member.omitEmpty,
				parent:    n,
			}
			if property := tree.types.property(t, member.json); property != nil {
				child.enum = property.Enum
			}
			n.children = append(n.children, child)
			tree.grow(child, above)
		}
	case reflect.Slice:
		if t.Elem().Kind() != reflect.Uint8 {
			n.element = &node{path: n.path + "[]", typ: t.Elem(), parent: n}
			tree.grow(n.element, above)
		}
	case reflect.Map:
		n.element = &node{path: n.path + "{}", typ: t.Elem(), parent: n}
		tree.grow(n.element, above)
	}
}

// skipped: fields that no defaulting looks at and that only make the tree large.
func skipped(t reflect.Type, json string) bool {
	switch t {
	case reflect.TypeOf(metav1.ObjectMeta{}):
		return json == "managedFields" || json == "ownerReferences" || json == "creationTimestamp" || json == "deletionTimestamp"
	default:
		return json == "apiVersion" && t.NumField() > 0 && t.Field(0).Name == "TypeMeta" ||
			json == "kind" && t.NumField() > 0 && t.Field(0).Name == "TypeMeta"
	}
}

func count(types []reflect.Type, t reflect.Type) int {
	n := 0
	for _, other := range types {
		if other == t {
			n++
		}
	}
	return n
}

func (n *node) base() reflect.Type {
	if n.typ.Kind() == reflect.Pointer {
		return n.typ.Elem()
	}
	return n.typ
}

// isStruct: a struct with fields of its own, not a Quantity or a Time.
func (n *node) isStruct() bool {
	_, isOpaque := opaque[n.base()]
	return n.base().Kind() == reflect.Struct && !isOpaque
}

func (n *node) isPointer() bool { return n.typ.Kind() == reflect.Pointer }

// isBranch: can be absent as a whole and has nodes below.
func (n *node) isBranch() bool { return n.element != nil || n.isStruct() && n.isPointer() }

// isScalar: neither struct nor list nor map.
func (n *node) isScalar() bool { return n.element == nil && !n.isStruct() }

// members of a union: the pointers to structs that a struct holds beside one another.
func (n *node) alternatives() []*node {
	var found []*node
	for _, child := range n.children {
		if child.isStruct() && child.isPointer() {
			found = append(found, child)
		}
	}
	return found
}

// mapKey is the one key of a probe's maps.
func mapKey(t reflect.Type) reflect.Value {
	key := "key"
	if t.Name() == "ResourceName" {
		key = "cpu"
	}
	return reflect.ValueOf(key).Convert(t)
}

// visit calls f with the value of each instance of the node, if all above it exist.
func (n *node) visit(root reflect.Value, f func(reflect.Value)) {
	if n.parent == nil {
		f(root)
		return
	}
	n.parent.visit(root, func(above reflect.Value) {
		if above.Kind() == reflect.Pointer {
			if above.IsNil() {
				return
			}
			above = above.Elem()
		}
		switch {
		case n.index != nil:
			f(above.FieldByIndex(n.index))
		case above.Kind() == reflect.Slice:
			for i := range above.Len() {
				f(above.Index(i))
			}
		case above.Kind() == reflect.Map:
			for _, key := range above.MapKeys() {
				value := reflect.New(n.typ).Elem()
				value.Set(above.MapIndex(key))
				f(value)
				above.SetMapIndex(key, value)
			}
		}
	})
}
