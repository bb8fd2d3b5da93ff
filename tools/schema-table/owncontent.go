package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	flowcontrolv1 "k8s.io/api/flowcontrol/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/runtime"
	flowcontrol "k8s.io/apiserver/pkg/apis/flowcontrol/bootstrap"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/component-base/featuregate"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	schedulingv1 "k8s.io/kubernetes/pkg/apis/scheduling/v1"
	"k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac/bootstrappolicy"
)

// OwnContent is what the API server writes into an object that it makes by itself, as far as that is always the same.
type OwnContent struct {
	Kind      string `json:"kind"`
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name"`

	// Rules of a role with every feature on: it never has more. Least: those that it has with any features, where that differs.
	Rules []rbacv1.PolicyRule `json:"rules,omitempty"`
	Least []rbacv1.PolicyRule `json:"least,omitempty"`
	// AggregatedTo: labels by which other roles gather the rules of this one.
	AggregatedTo    map[string]string       `json:"aggregatedTo,omitempty"`
	AggregationRule *rbacv1.AggregationRule `json:"aggregationRule,omitempty"`

	RoleRef  *rbacv1.RoleRef  `json:"roleRef,omitempty"`
	Subjects []rbacv1.Subject `json:"subjects,omitempty"`

	// Spec of what steers the flow of requests.
	Spec any `json:"spec,omitempty"`
	// Value of a PriorityClass.
	Value *int32 `json:"value,omitempty"`
}

// withFeatures calls f with the features as they are by default, all on, and all off: what the server makes depends on them.
func withFeatures(f func()) {
	before := map[string]bool{}
	for name := range everyFeature(true) {
		before[name] = utilfeature.DefaultFeatureGate.Enabled(featuregate.Feature(name))
	}
	defer func() { check(utilfeature.DefaultMutableFeatureGate.SetFromMap(before)) }()
	f()
	for _, on := range []bool{true, false} {
		check(utilfeature.DefaultMutableFeatureGate.SetFromMap(everyFeature(on)))
		f()
	}
}

// everyFeature that may be switched. Each by name: AllAlpha and AllBeta leave those alone that were set before.
func everyFeature(on bool) map[string]bool {
	settings := map[string]bool{}
	for name, spec := range utilfeature.DefaultMutableFeatureGate.GetAll() {
		switchable := spec.PreRelease == featuregate.Alpha || spec.PreRelease == featuregate.Beta
		if switchable && !spec.LockToDefault && name != "AllAlpha" && name != "AllBeta" {
			settings[string(name)] = on
		}
	}
	return settings
}

type ownContents map[string]*OwnContent

func contentsOfOwn() []*OwnContent {
	contents := ownContents{}
	withFeatures(func() {
		for _, role := range slices.Concat(bootstrappolicy.ClusterRoles(), bootstrappolicy.ControllerRoles()) {
			contents.role("ClusterRole", "", role.Name, role.Labels, role.Rules, role.AggregationRule)
		}
		for _, binding := range slices.Concat(bootstrappolicy.ClusterRoleBindings(), bootstrappolicy.ControllerRoleBindings()) {
			contents.binding("ClusterRoleBinding", "", binding.Name, binding.RoleRef, binding.Subjects)
		}
		for namespace, roles := range bootstrappolicy.NamespaceRoles() {
			for _, role := range roles {
				contents.role("Role", namespace, role.Name, role.Labels, role.Rules, nil)
			}
		}
		for namespace, bindings := range bootstrappolicy.NamespaceRoleBindings() {
			for _, binding := range bindings {
				contents.binding("RoleBinding", namespace, binding.Name, binding.RoleRef, binding.Subjects)
			}
		}
	})
	contents.addFlowControl()
	for _, class := range schedulingv1.SystemPriorityClasses() {
		contents.of("PriorityClass", "", class.Name).Value = &class.Value
	}
	list := make([]*OwnContent, 0, len(contents))
	for _, content := range contents {
		if same(content.Least, content.Rules) {
			content.Least = nil
		}
		list = append(list, content)
	}
	slices.SortFunc(list, func(a, b *OwnContent) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
	})
	return list
}

func (contents ownContents) of(kind, namespace, name string) *OwnContent {
	key := kind + " " + namespace + "/" + name
	if contents[key] == nil {
		contents[key] = &OwnContent{Kind: kind, Namespace: namespace, Name: name}
	}
	return contents[key]
}

// role adds the rules of one setting of the features: the most are those of any setting, the least those of each that makes the role.
func (contents ownContents) role(kind, namespace, name string, labels map[string]string, rules []rbacv1.PolicyRule, aggregation *rbacv1.AggregationRule) {
	content := contents.of(kind, namespace, name)
	content.AggregationRule = aggregation
	for label, value := range labels {
		if strings.HasPrefix(label, "rbac.authorization.k8s.io/aggregate-to-") {
			if content.AggregatedTo == nil {
				content.AggregatedTo = map[string]string{}
			}
			content.AggregatedTo[label] = value
		}
	}
	if content.Rules == nil {
		content.Least = slices.Clone(rules)
	}
	content.Least = slices.DeleteFunc(content.Least, missingFrom(rules))
	for _, rule := range rules {
		if isNew := missingFrom(content.Rules); isNew(rule) {
			content.Rules = append(content.Rules, rule)
		}
	}
}

// missingFrom tells whether none of these rules is the same.
func missingFrom(rules []rbacv1.PolicyRule) func(rbacv1.PolicyRule) bool {
	return func(rule rbacv1.PolicyRule) bool {
		return !slices.ContainsFunc(rules, func(other rbacv1.PolicyRule) bool { return same(other, rule) })
	}
}

func (contents ownContents) binding(kind, namespace, name string, role rbacv1.RoleRef, subjects []rbacv1.Subject) {
	content := contents.of(kind, namespace, name)
	content.RoleRef, content.Subjects = &role, subjects
}

func (contents ownContents) addFlowControl() {
	for _, level := range slices.Concat(flowcontrol.MandatoryPriorityLevelConfigurations, flowcontrol.SuggestedPriorityLevelConfigurations) {
		stored := defaulted(level).(*flowcontrolv1.PriorityLevelConfiguration)
		contents.of("PriorityLevelConfiguration", "", level.Name).Spec = stored.Spec
	}
	for _, flow := range slices.Concat(flowcontrol.MandatoryFlowSchemas, flowcontrol.SuggestedFlowSchemas) {
		stored := defaulted(flow).(*flowcontrolv1.FlowSchema)
		contents.of("FlowSchema", "", flow.Name).Spec = stored.Spec
	}
}

// defaulted is the object as version 1 of the API prints it.
func defaulted(object runtime.Object) runtime.Object {
	copied := object.DeepCopyObject()
	legacyscheme.Scheme.Default(copied)
	return copied
}

func same(a, b any) bool { return fmt.Sprint(a) == fmt.Sprint(b) }
