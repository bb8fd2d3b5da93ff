package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/fluxcd/pkg/apis/meta"
	"github.com/fluxcd/pkg/chartutil"
	"github.com/go-logr/logr"
	"sigs.k8s.io/yaml"
)

// merging is the values of a HelmRelease: inline, in YAML, and those that it refers to, in their order.
type merging struct {
	Inline     string      `json:"inline"`
	References []reference `json:"references"`
}

// reference is the text of a key, and where it goes; without a target path, it is a file of values.
type reference struct {
	Text       string `json:"text"`
	TargetPath string `json:"targetPath"`
	Literal    bool   `json:"literal"`
}

func runValues(_ []string, in io.Reader, out io.Writer) error {
	return eachLine(in, out, merge)
}

// merge does what HelmReleaseReconciler does before it renders the chart.
// See https://github.com/fluxcd/helm-controller/blob/main/internal/controller/helmrelease_controller.go
func merge(it merging) (string, error) {
	inline := map[string]interface{}{}
	if err := yaml.Unmarshal([]byte(it.Inline), &inline); err != nil {
		return "", err
	}
	var maps []map[string]interface{}
	var refs []meta.ValuesReference
	for i, each := range it.References {
		name := fmt.Sprintf("values-%d", i)
		maps = append(maps, map[string]interface{}{
			"apiVersion": "v1",
			"kind":       "ConfigMap",
			"metadata":   map[string]interface{}{"name": name, "namespace": "default"},
			"data":       map[string]interface{}{"values.yaml": each.Text},
		})
		refs = append(refs, meta.ValuesReference{
			Kind: "ConfigMap", Name: name, TargetPath: each.TargetPath, Literal: each.Literal,
		})
	}
	values, err := chartutil.ChartValuesFromReferences(
		context.Background(), logr.Discard(), objects(maps), "default", inline, refs...)
	if err != nil {
		return "", err
	}
	output, err := json.Marshal(values)
	return string(output), err
}
