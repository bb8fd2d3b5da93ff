package main

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/kube-openapi/pkg/common"
	"k8s.io/kube-openapi/pkg/validation/spec"
	"k8s.io/kubernetes/pkg/generated/openapi"
)

// Field is one JSON field of a struct type.
type Field struct {
	Type     string `json:"type"`
	Pointer  bool   `json:"pointer,omitempty"`
	Required bool   `json:"required,omitempty"`
	// Nulls: where it is absent the server prints null, since Go has nothing else to print.
	Nulls bool   `json:"nulls,omitempty"`
	List  string `json:"list,omitempty"`
	Keys  []any  `json:"keys,omitempty"`
	Map   string `json:"map,omitempty"`
	Enum  []any  `json:"enum,omitempty"`
}

// opaque types print and parse themselves; their Go structure is not their JSON structure.
var opaque = map[reflect.Type]string{
	reflect.TypeOf(resource.Quantity{}):                            "quantity",
	reflect.TypeOf(intstr.IntOrString{}):                           "intOrString",
	reflect.TypeOf(metav1.Time{}):                                  "time",
	reflect.TypeOf(metav1.MicroTime{}):                             "microTime",
	reflect.TypeOf(metav1.Duration{}):                              "duration",
	reflect.TypeOf(metav1.FieldsV1{}):                              "any",
	reflect.TypeOf(runtime.RawExtension{}):                         "any",
	reflect.TypeOf(apiextensionsv1.JSON{}):                         "any",
	reflect.TypeOf(apiextensionsv1.JSONSchemaPropsOrBool{}):        "union<apiextensions/v1.JSONSchemaProps>",
	reflect.TypeOf(apiextensionsv1.JSONSchemaPropsOrArray{}):       "union<apiextensions/v1.JSONSchemaProps>",
	reflect.TypeOf(apiextensionsv1.JSONSchemaPropsOrStringArray{}): "union<apiextensions/v1.JSONSchemaProps>",
}

var packagePath = regexp.MustCompile(`(\w+)/(v\d\w*)$`)

// typeName is "<group>/<version>.<GoName>": the last two elements of the Go package and the type.
func typeName(t reflect.Type) string {
	match := packagePath.FindStringSubmatch(t.PkgPath())
	if match == nil {
		panic("no group and version in " + t.PkgPath() + " of " + t.Name())
	}
	return match[1] + "/" + match[2] + "." + t.Name()
}

func hasObjectMeta(t reflect.Type) bool {
	field, found := t.FieldByName("ObjectMeta")
	return found && field.Type == reflect.TypeOf(metav1.ObjectMeta{})
}

// Types collects struct types by name and remembers the OpenAPI definitions of the server.
type Types struct {
	structs     map[string]map[string]Field
	definitions map[string]common.OpenAPIDefinition
}

func newTypes() *Types {
	reference := func(name string) spec.Ref { return spec.MustCreateRef("#/" + name) }
	return &Types{structs: map[string]map[string]Field{}, definitions: openapi.GetOpenAPIDefinitions(reference)}
}

// add records a struct type and all that it reaches.
func (types *Types) add(t reflect.Type) {
	name := typeName(t)
	if _, known := types.structs[name]; known {
		return
	}
	fields := map[string]Field{}
	types.structs[name] = fields
	for _, member := range members(t) {
		fields[member.json] = types.field(t, member)
	}
	if strings.Contains(name, "apiextensions/v1.JSONSchema") {
		types.add(reflect.TypeOf(apiextensionsv1.JSONSchemaProps{}))
	}
}

func (types *Types) field(owner reflect.Type, member member) Field {
	t := member.field.Type
	field := Field{
		Type:     types.expression(t),
		Pointer:  t.Kind() == reflect.Pointer,
		Required: !member.omitEmpty && t.Kind() != reflect.Pointer,
		Nulls:    !member.omitEmpty && (t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map),
	}
	property := types.property(owner, member.json)
	if property == nil {
		return field
	}
	if t.Kind() == reflect.Slice && !strings.HasPrefix(field.Type, "bytes") {
		types.listIdentity(&field, property, member.field.Tag)
	}
	if extension(property, "x-kubernetes-map-type") == "atomic" || types.isAtomic(t) {
		field.Map = "atomic"
	}
	field.Enum = property.Enum
	if property.Items != nil && property.Items.Schema != nil && len(field.Enum) == 0 {
		field.Enum = property.Items.Schema.Enum
	}
	return field
}

// listIdentity takes the list type of the server's own OpenAPI, and where that is silent the patch tags.
func (types *Types) listIdentity(field *Field, property *spec.Schema, tag reflect.StructTag) {
	switch declared := extension(property, "x-kubernetes-list-type"); declared {
	case "map":
		field.List = "map"
		field.Keys, _ = property.Extensions["x-kubernetes-list-map-keys"].([]any)
	case "set":
		field.List = "set"
	case "atomic":
	default:
		if !strings.Contains(tag.Get("patchStrategy"), "merge") {
			return
		}
		if key := tag.Get("patchMergeKey"); key != "" {
			field.List, field.Keys = "map", []any{key}
		} else {
			field.List = "set"
		}
	}
}

func (types *Types) isAtomic(t reflect.Type) bool {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	definition, found := types.definition(t)
	return found && extension(&definition.Schema, "x-kubernetes-map-type") == "atomic"
}

func (types *Types) definition(t reflect.Type) (common.OpenAPIDefinition, bool) {
	definition, found := types.definitions[modelName(t)]
	return definition, found
}

// modelName is what the server's own OpenAPI calls a type: since 1.35 the type tells it, before that it is the name in Go.
func modelName(t reflect.Type) string {
	if named, ok := reflect.Zero(t).Interface().(interface{ OpenAPIModelName() string }); ok {
		return named.OpenAPIModelName()
	}
	return t.PkgPath() + "." + t.Name()
}

func (types *Types) property(owner reflect.Type, json string) *spec.Schema {
	definition, found := types.definition(owner)
	if !found {
		return nil
	}
	property, found := definition.Schema.Properties[json]
	if !found {
		return nil
	}
	return &property
}

func extension(schema *spec.Schema, name string) string {
	value, _ := schema.Extensions[name].(string)
	return value
}

func (types *Types) expression(t reflect.Type) string {
	if name, found := opaque[t]; found {
		if strings.HasPrefix(name, "union<") {
			types.add(reflect.TypeOf(apiextensionsv1.JSONSchemaProps{}))
		}
		return name
	}
	switch t.Kind() {
	case reflect.Pointer:
		return types.expression(t.Elem())
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int32, reflect.Int64, reflect.Uint8, reflect.Uint32, reflect.Uint64:
		return "integer"
	case reflect.Float32, reflect.Float64:
		return "number"
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return "bytes"
		}
		return "list<" + types.expression(t.Elem()) + ">"
	case reflect.Map:
		return "map<" + types.expression(t.Elem()) + ">"
	case reflect.Struct:
		types.add(t)
		return typeName(t)
	default:
		panic(fmt.Sprintf("no type expression for %v", t))
	}
}

// member is a JSON field of a struct, found through inlined structs as well.
type member struct {
	json      string
	omitEmpty bool
	index     []int
	field     reflect.StructField
}

func members(t reflect.Type) []member {
	var found []member
	for i := range t.NumField() {
		field := t.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case name == "-" || !field.IsExported():
		case name == "" && (field.Anonymous || strings.Contains(options, "inline")):
			for _, inner := range members(field.Type) {
				inner.index = append([]int{i}, inner.index...)
				found = append(found, inner)
			}
		default:
			if name == "" {
				panic("no JSON name: " + t.String() + "." + field.Name)
			}
			omit := strings.Contains(options, "omitempty") || strings.Contains(options, "omitzero")
			found = append(found, member{json: name, omitEmpty: omit, index: []int{i}, field: field})
		}
	}
	return found
}
