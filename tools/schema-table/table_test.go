package main

import (
	"bytes"
	"reflect"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

func TestListIdentity(t *testing.T) {
	types := newTypes()
	types.add(reflect.TypeOf(corev1.Pod{}))
	types.add(reflect.TypeOf(corev1.Service{}))
	for _, test := range []struct {
		owner, field string
		keys         []any
	}{
		{"core/v1.Container", "ports", []any{"containerPort", "protocol"}},
		{"core/v1.Container", "volumeMounts", []any{"mountPath"}},
		{"core/v1.PodSpec", "hostAliases", []any{"ip"}},
		{"core/v1.PodSpec", "topologySpreadConstraints", []any{"topologyKey", "whenUnsatisfiable"}},
		{"core/v1.PodSpec", "tolerations", nil},
		{"core/v1.ServiceSpec", "ports", []any{"port", "protocol"}},
	} {
		if keys := types.structs[test.owner][test.field].Keys; !reflect.DeepEqual(keys, test.keys) {
			t.Errorf("%s.%s has keys %v, not %v", test.owner, test.field, keys, test.keys)
		}
	}
	if list := types.structs["meta/v1.ObjectMeta"]["finalizers"].List; list != "set" {
		t.Errorf("finalizers are %q, not a set", list)
	}
}

func TestConstantAndComputedDefaults(t *testing.T) {
	defaults := defaultsOf(t, "", "Service")
	for path, computed := range map[string]bool{
		"spec.type":                          false,
		"spec.ports[].protocol":              false,
		"spec.ports[].targetPort":            true,
		"spec.allocateLoadBalancerNodePorts": true,
		"spec.sessionAffinityConfig":         true,
	} {
		entry, found := defaults[path]
		if !found || entry.Computed != computed {
			t.Errorf("%s: found %v, computed %v; want computed %v", path, found, entry.Computed, computed)
		}
	}
}

func TestConversionIsSeen(t *testing.T) {
	if entry := defaultsOf(t, "", "Secret")["data"]; entry.Via != "conversion" {
		t.Errorf("stringData becomes data by conversion, but was seen as %+v", entry)
	}
}

func TestSameEachTime(t *testing.T) {
	kind := Kind{APIVersion: "autoscaling/v2", Kind: "HorizontalPodAutoscaler",
		gvk: schema.GroupVersionKind{Group: "autoscaling", Version: "v2", Kind: "HorizontalPodAutoscaler"}}
	first, second := compact(findDefaults(newTypes(), kind)), compact(findDefaults(newTypes(), kind))
	if !bytes.Equal(first, second) {
		t.Errorf("two runs differ:\n%s\n%s", first, second)
	}
}

func TestInlinedFieldsAreFlat(t *testing.T) {
	for _, member := range members(reflect.TypeOf(corev1.Volume{})) {
		if member.json == "emptyDir" {
			return
		}
	}
	t.Error("Volume lacks the fields of VolumeSource")
}

func TestSkeletonHasNoScalars(t *testing.T) {
	tree := newTree(newTypes(), reflect.TypeOf(corev1.ConfigMap{}))
	var probe corev1.ConfigMap
	tree.skeleton(reflect.ValueOf(&probe).Elem())
	if probe.Name != "" || len(probe.Data) != 1 || !reflect.DeepEqual(probe.CreationTimestamp, metav1.Time{}) {
		t.Errorf("skeleton is %+v", probe)
	}
}

func TestContentsOfOwn(t *testing.T) {
	found := map[string]*OwnContent{}
	for _, content := range contentsOfOwn() {
		found[content.Kind+" "+content.Name] = content
	}
	if subjects := found["ClusterRoleBinding cluster-admin"].Subjects; len(subjects) != 1 || subjects[0].Name != "system:masters" {
		t.Errorf("cluster-admin is bound to %v", subjects)
	}
	if role := found["ClusterRole view"]; role.AggregationRule == nil || len(role.AggregatedTo) != 1 {
		t.Errorf("view is %+v", role)
	}
	// A role of a feature that is off by default.
	if role := found["ClusterRole system:cluster-trust-bundle-discovery"]; role == nil || len(role.Rules) == 0 {
		t.Errorf("system:cluster-trust-bundle-discovery is %+v", role)
	}
	if value := found["PriorityClass system-node-critical"].Value; value == nil || *value != 2000001000 {
		t.Errorf("system-node-critical has the value %v", value)
	}
}

func defaultsOf(t *testing.T, group, name string) map[string]Default {
	t.Helper()
	kind := Kind{APIVersion: "v1", Kind: name, gvk: schema.GroupVersionKind{Group: group, Version: "v1", Kind: name}}
	found := map[string]Default{}
	for _, entry := range findDefaults(newTypes(), kind) {
		if _, known := found[entry.Path]; !known {
			found[entry.Path] = entry
		}
	}
	return found
}
