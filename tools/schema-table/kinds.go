package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/kubernetes/pkg/controlplane"
)

// Kind is one root kind with metadata that the server can serve.
type Kind struct {
	APIVersion        string `json:"apiVersion"`
	Kind              string `json:"kind"`
	Plural            string `json:"plural"`
	Namespaced        bool   `json:"namespaced"`
	Type              string `json:"type"`
	StatusSubresource bool   `json:"statusSubresource,omitempty"`
	// OffByDefault: served only with --runtime-config or a feature gate.
	OffByDefault bool `json:"offByDefault,omitempty"`
	// Virtual: cannot be listed; a request, not an object (SubjectAccessReview, Binding …).
	Virtual bool `json:"virtual,omitempty"`

	gvk schema.GroupVersionKind
}

// readKinds reads the discovery documents that the Kubernetes release carries, recorded with every API and feature on.
func readKinds(kubernetes string) []Kind {
	files, err := filepath.Glob(filepath.Join(kubernetes, "api/discovery/api*__v*.json"))
	check(err)
	if len(files) < 20 {
		panic("no discovery documents below " + kubernetes)
	}
	var kinds []Kind
	for _, file := range files {
		text, err := os.ReadFile(file)
		check(err)
		var list metav1.APIResourceList
		check(json.Unmarshal(text, &list))
		kinds = append(kinds, kindsOf(list)...)
	}
	sort.Slice(kinds, func(i, j int) bool {
		if kinds[i].APIVersion != kinds[j].APIVersion {
			return kinds[i].APIVersion < kinds[j].APIVersion
		}
		return kinds[i].Kind < kinds[j].Kind
	})
	return kinds
}

func kindsOf(list metav1.APIResourceList) []Kind {
	gv, err := schema.ParseGroupVersion(list.GroupVersion)
	check(err)
	subresources := map[string]bool{}
	for _, resource := range list.APIResources {
		subresources[resource.Name] = true
	}
	var kinds []Kind
	for _, resource := range list.APIResources {
		gvk := gv.WithKind(resource.Kind)
		if strings.Contains(resource.Name, "/") || !hasObjectMeta(goType(gvk)) {
			continue
		}
		kinds = append(kinds, Kind{
			APIVersion:        gv.String(),
			Kind:              gvk.Kind,
			Plural:            resource.Name,
			Namespaced:        resource.Namespaced,
			Type:              typeName(goType(gvk)),
			StatusSubresource: subresources[resource.Name+"/status"],
			OffByDefault:      !onByDefault(gv.WithResource(resource.Name)),
			Virtual:           !slices.Contains(resource.Verbs, "list"),
			gvk:               gvk,
		})
	}
	return kinds
}

func onByDefault(resource schema.GroupVersionResource) bool {
	switch resource.Group {
	case "apiextensions.k8s.io", "apiregistration.k8s.io":
		return true
	default:
		return controlplane.DefaultAPIResourceConfigSource().ResourceEnabled(resource)
	}
}
