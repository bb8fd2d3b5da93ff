package main

import (
	"reflect"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apiserver"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	aggregator "k8s.io/kube-aggregator/pkg/apiserver/scheme"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/controlplane" // registers every built-in group
)

// schemeOf returns the scheme of the server that serves the kind: kube-apiserver is three servers in one.
func schemeOf(gvk schema.GroupVersionKind) *runtime.Scheme {
	switch gvk.Group {
	case "apiextensions.k8s.io":
		return apiextensions.Scheme
	case "apiregistration.k8s.io":
		return aggregator.Scheme
	default:
		return legacyscheme.Scheme
	}
}

func newObject(gvk schema.GroupVersionKind) runtime.Object {
	object, err := schemeOf(gvk).New(gvk)
	if err != nil {
		panic(err)
	}
	return object
}

func goType(gvk schema.GroupVersionKind) reflect.Type {
	return reflect.TypeOf(newObject(gvk)).Elem()
}
