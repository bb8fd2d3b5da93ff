package main

import (
	"cmp"
	"slices"

	corev1 "k8s.io/api/core/v1"
	flowcontrolv1 "k8s.io/api/flowcontrol/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	flowcontrol "k8s.io/apiserver/pkg/apis/flowcontrol/bootstrap"
	schedulingv1 "k8s.io/kubernetes/pkg/apis/scheduling/v1"
	"k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac/bootstrappolicy"
)

// Own is an object that the control plane makes by itself. Namespace "*" stands for every namespace, name "*" for any name.
type Own struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Namespace  string `json:"namespace,omitempty"`
	Name       string `json:"name"`
}

type ownList []Own

func (list *ownList) add(gv schema.GroupVersion, kind, namespace, name string) {
	*list = append(*list, Own{gv.String(), kind, namespace, name})
}

// ownObjects lists what kube-apiserver and kube-controller-manager make on an empty cluster.
func ownObjects(kinds []Kind) []Own {
	list := &ownList{}
	withFeatures(func() { addRoles(list) })
	addFlowControl(list)
	addCore(list)
	addAPIServices(list, kinds)
	for _, class := range schedulingv1.SystemPriorityClasses() {
		list.add(schema.GroupVersion{Group: "scheduling.k8s.io", Version: "v1"}, "PriorityClass", "", class.Name)
	}
	network := schema.GroupVersion{Group: "networking.k8s.io", Version: "v1"}
	list.add(network, "ServiceCIDR", "", "kubernetes")

	slices.SortFunc(*list, func(a, b Own) int {
		return cmp.Or(cmp.Compare(a.APIVersion, b.APIVersion), cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
	})
	return slices.Compact(*list)
}

func addRoles(list *ownList) {
	rbac := rbacv1.SchemeGroupVersion
	for _, role := range slices.Concat(bootstrappolicy.ClusterRoles(), bootstrappolicy.ControllerRoles()) {
		list.add(rbac, "ClusterRole", "", role.Name)
	}
	for _, binding := range slices.Concat(bootstrappolicy.ClusterRoleBindings(), bootstrappolicy.ControllerRoleBindings()) {
		list.add(rbac, "ClusterRoleBinding", "", binding.Name)
	}
	for _, binding := range bootstrappolicy.ControllerRoleBindings() {
		addSubjects(list, binding.Subjects)
	}
	for namespace, roles := range bootstrappolicy.NamespaceRoles() {
		for _, role := range roles {
			list.add(rbac, "Role", namespace, role.Name)
		}
	}
	for namespace, bindings := range bootstrappolicy.NamespaceRoleBindings() {
		for _, binding := range bindings {
			list.add(rbac, "RoleBinding", namespace, binding.Name)
			addSubjects(list, binding.Subjects)
		}
	}
}

// addSubjects adds the ServiceAccounts of the controllers, which exist with --use-service-account-credentials.
func addSubjects(list *ownList, subjects []rbacv1.Subject) {
	notMade := []string{"kube-controller-manager", "kube-scheduler", "leader-election-controller"}
	for _, subject := range subjects {
		if subject.Kind == rbacv1.ServiceAccountKind && !slices.Contains(notMade, subject.Name) {
			list.add(corev1.SchemeGroupVersion, subject.Kind, subject.Namespace, subject.Name)
		}
	}
}

func addFlowControl(list *ownList) {
	for _, level := range slices.Concat(flowcontrol.MandatoryPriorityLevelConfigurations, flowcontrol.SuggestedPriorityLevelConfigurations) {
		list.add(flowcontrolv1.SchemeGroupVersion, "PriorityLevelConfiguration", "", level.Name)
	}
	for _, flow := range slices.Concat(flowcontrol.MandatoryFlowSchemas, flowcontrol.SuggestedFlowSchemas) {
		list.add(flowcontrolv1.SchemeGroupVersion, "FlowSchema", "", flow.Name)
	}
}

func addCore(list *ownList) {
	core := corev1.SchemeGroupVersion
	for _, namespace := range []string{"default", "kube-node-lease", "kube-public", "kube-system"} {
		list.add(core, "Namespace", "", namespace)
	}
	list.add(core, "Service", "default", "kubernetes")
	list.add(core, "ComponentStatus", "", "*")
	list.add(core, "Endpoints", "default", "kubernetes")
	list.add(schema.GroupVersion{Group: "discovery.k8s.io", Version: "v1"}, "EndpointSlice", "default", "kubernetes")
	list.add(core, "ConfigMap", "kube-system", "extension-apiserver-authentication")
	list.add(core, "ConfigMap", "kube-system", "kube-apiserver-legacy-service-account-token-tracking")
	list.add(core, "ConfigMap", "*", "kube-root-ca.crt")
	list.add(core, "ServiceAccount", "*", "default")
}

// addAPIServices adds the registration that the aggregator makes for each group version the server itself serves.
func addAPIServices(list *ownList, kinds []Kind) {
	for _, kind := range kinds {
		if kind.OffByDefault || kind.gvk.Group == "apiregistration.k8s.io" {
			continue
		}
		name := kind.gvk.Version + "." + kind.gvk.Group
		list.add(schema.GroupVersion{Group: "apiregistration.k8s.io", Version: "v1"}, "APIService", "", name)
	}
}
