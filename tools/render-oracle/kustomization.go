package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"github.com/fluxcd/pkg/kustomize"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/yaml"
)

// rendering is one Kustomization of Flux, the folder with the artifact of its source, and the ConfigMaps and Secrets of
// its namespace. The folder is written to.
type rendering struct {
	Root          string                   `json:"root"`
	Kustomization string                   `json:"kustomization"`
	Objects       []map[string]interface{} `json:"objects"`
	Strict        bool                     `json:"strict"`
}

func runKustomization(_ []string, in io.Reader, out io.Writer) error {
	return eachLine(in, out, render)
}

// render does what KustomizationReconciler does between the artifact and the apply.
// See https://github.com/fluxcd/kustomize-controller/blob/main/internal/controller/kustomization_controller.go
func render(it rendering) (string, error) {
	var content map[string]interface{}
	if err := yaml.Unmarshal([]byte(it.Kustomization), &content); err != nil {
		return "", err
	}
	flux := unstructured.Unstructured{Object: content}
	path, _, err := unstructured.NestedString(content, "spec", "path")
	if err != nil {
		return "", err
	}
	folder := filepath.Join(it.Root, filepath.Join("/", path))
	if _, err := kustomize.NewGenerator(it.Root, flux).WriteFile(folder); err != nil {
		return "", err
	}
	built, err := kustomize.SecureBuild(it.Root, folder, false)
	if err != nil {
		return "", fmt.Errorf("kustomize build failed: %w", err)
	}
	_, substitutes, _ := unstructured.NestedMap(content, "spec", "postBuild")
	strategy, _, _ := unstructured.NestedString(content, "spec", "postBuild", "substituteStrategy")
	for _, res := range built.Resources() {
		if res.GetName() == "" || res.GetKind() == "" || res.GetApiVersion() == "" {
			return "", fmt.Errorf("failed to decode Kubernetes apiVersion, kind and name from: %v", res.String())
		}
		if !substitutes {
			continue
		}
		substituted, err := kustomize.SubstituteVariables(context.Background(), objects(it.Objects), flux, res,
			kustomize.SubstituteWithStrict(it.Strict),
			kustomize.SubstituteWithAlways(strategy == "Always"))
		if err != nil {
			return "", fmt.Errorf("post build failed for '%s/%s': %w", res.GetGvk(), res.GetName(), err)
		}
		if substituted != nil {
			if _, err := built.Replace(res); err != nil {
				return "", err
			}
		}
	}
	output, err := built.AsYaml()
	return string(output), err
}

// cluster has objects to read, and nothing else.
type cluster struct {
	client.Client
	objects []map[string]interface{}
}

func objects(all []map[string]interface{}) client.Client {
	return cluster{objects: all}
}

func (it cluster) Get(_ context.Context, key client.ObjectKey, into client.Object, _ ...client.GetOption) error {
	kind := "ConfigMap"
	if _, secret := into.(*corev1.Secret); secret {
		kind = "Secret"
	}
	for _, each := range it.objects {
		object := unstructured.Unstructured{Object: each}
		if object.GetKind() == kind && object.GetName() == key.Name && object.GetNamespace() == key.Namespace {
			return runtime.DefaultUnstructuredConverter.FromUnstructured(each, into)
		}
	}
	return apierrors.NewNotFound(schema.GroupResource{Resource: kind}, key.Name)
}
