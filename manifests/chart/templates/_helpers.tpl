{{- define "drift.name" -}}
{{- contains "drift" .Release.Name | ternary .Release.Name (printf "%s-drift" .Release.Name) | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- define "drift.account" -}}
{{- .Values.serviceAccount.name | default (include "drift.name" .) -}}
{{- end -}}

{{- define "drift.claim" -}}
{{- .Values.persistence.existingClaim | default (printf "%s-record" (include "drift.name" .)) -}}
{{- end -}}

{{- define "drift.selector" -}}
app.kubernetes.io/name: drift
app.kubernetes.io/component: agent
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "drift.chartLabels" -}}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{- define "drift.labels" -}}
app.kubernetes.io/name: drift
app.kubernetes.io/component: agent
app.kubernetes.io/part-of: drift
{{ include "drift.chartLabels" . }}
{{- end -}}

{{- define "drift.ha" -}}
{{- if and (eq .Values.mode "daemon") (gt (int .Values.daemon.replicas) 1) }}true{{ end -}}
{{- end -}}

{{/* drift.yaml */}}
{{- define "drift.config" -}}
{{- $config := deepCopy .Values.config -}}
{{- if not (hasKey $config "policies") -}}
{{- $_ := set $config "policies" (list (ternary "strict.yaml" "default.yaml" .Values.revert)) -}}
{{- end -}}
{{- if and (eq .Values.mode "daemon") (not (hasKey $config "serve")) -}}
{{- $_ := set $config "serve" (dict "metrics" (dict "open" true)) -}}
{{- end -}}
{{- toYaml $config -}}
{{- end -}}

{{/* The files of manifests/rbac with other names. Takes the root and the name of the file. */}}
{{- define "drift.rbac" -}}
{{- $root := index . 0 -}}
{{- $name := include "drift.name" $root -}}
{{- range splitList "\n---\n" ($root.Files.Get (printf "files/rbac/%s.yaml" (index . 1))) }}
{{- $object := fromYaml . }}
{{- $_ := set $object.metadata "name" ($object.metadata.name | replace "drift-" (printf "%s-" $name)) }}
{{- $_ := set $object.metadata "labels" (merge $object.metadata.labels (include "drift.chartLabels" $root | fromYaml)) }}
{{- if $object.roleRef }}
{{- $_ := set $object.roleRef "name" $object.metadata.name }}
{{- range $object.subjects }}
{{- $_ := set . "name" (include "drift.account" $root) }}
{{- $_ := set . "namespace" $root.Release.Namespace }}
{{- end }}
{{- end }}
---
{{ toYaml $object }}
{{- end }}
{{- end -}}

{{/* The Pod template's spec, of both modes. */}}
{{- define "drift.pod" -}}
{{- $daemon := eq .Values.mode "daemon" -}}
{{- $ha := include "drift.ha" . -}}
serviceAccountName: {{ include "drift.account" . }}
# The token comes from the projected volume below: short-lived, rotated, and only in this container.
automountServiceAccountToken: false
enableServiceLinks: false
{{- if $daemon }}
# Drift finishes the act that is under way.
terminationGracePeriodSeconds: {{ .Values.daemon.terminationGracePeriodSeconds }}
{{- else }}
restartPolicy: Never
{{- end }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- if $ha }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: DoNotSchedule
    labelSelector:
      matchLabels:
        {{- include "drift.selector" . | nindent 8 }}
    matchLabelKeys: [pod-template-hash]
  - maxSkew: 1
    topologyKey: topology.kubernetes.io/zone
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "drift.selector" . | nindent 8 }}
    matchLabelKeys: [pod-template-hash]
{{- end }}
containers:
  - name: drift
    {{- if .Values.image.digest }}
    image: "{{ .Values.image.repository }}@{{ .Values.image.digest }}"
    {{- else }}
    image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
    {{- end }}
    imagePullPolicy: {{ .Values.image.pullPolicy }}
    {{- if $daemon }}
    command: [/opt/java/bin/java, "@/opt/drift/serve.options"]
    {{- end }}
    args:
      - {{ ternary "serve" "check" $daemon }}
      - --config=/etc/drift/drift.yaml
      - --store={{ if $ha }}$(DRIFT_STORE){{ else }}/var/lib/drift/drift.db{{ end }}
      {{- if $daemon }}
      - --listen=0.0.0.0:{{ .Values.daemon.port }}
      - --log-format=json
      {{- if $ha }}
      - --leader-elect
      - --lease={{ .Release.Namespace }}/{{ include "drift.name" . }}
      {{- end }}
      {{- if .Values.revert }}
      - --act
      {{- end }}
      {{- else }}
      - --color=never
      {{- if .Values.revert }}
      - --act
      - --record=/var/lib/drift
      {{- end }}
      {{- end }}
      {{- with .Values.extraArgs }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
    env:
      {{- if $ha }}
      - name: DRIFT_STORE
        valueFrom:
          secretKeyRef: {name: {{ .Values.daemon.postgresSecretName }}, key: url}
      - name: PGUSER
        valueFrom:
          secretKeyRef: {name: {{ .Values.daemon.postgresSecretName }}, key: username}
      - name: PGPASSWORD
        valueFrom:
          secretKeyRef: {name: {{ .Values.daemon.postgresSecretName }}, key: password}
      {{- end }}
      - name: HOME
        value: /home/drift
      - name: DRIFT_CACHE
        value: /var/cache/drift
      - name: DRIFT_GIT_USERNAME
        valueFrom:
          secretKeyRef: {name: {{ .Values.git.secretName }}, key: username, optional: true}
      - name: DRIFT_GIT_PASSWORD
        valueFrom:
          secretKeyRef: {name: {{ .Values.git.secretName }}, key: password, optional: true}
      {{- with .Values.extraEnv }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
    {{- if $daemon }}
    ports:
      - name: http
        containerPort: {{ .Values.daemon.port }}
        protocol: TCP
    startupProbe:
      httpGet: {path: /healthz, port: http}
      periodSeconds: 2
      failureThreshold: 60
    livenessProbe:
      httpGet: {path: /healthz, port: http}
      periodSeconds: 20
      timeoutSeconds: 5
      failureThreshold: 3
    readinessProbe:
      httpGet: {path: /readyz, port: http}
      periodSeconds: 10
      timeoutSeconds: 5
    {{- end }}
    resources:
      {{- if .Values.resources }}
      {{- toYaml .Values.resources | nindent 6 }}
      {{- else }}
      requests:
        cpu: {{ ternary "100m" "250m" $daemon }}
        memory: 320Mi
        ephemeral-storage: 256Mi
      limits:
        cpu: "2"
        memory: 512Mi
        ephemeral-storage: 2Gi
      {{- end }}
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities:
        drop: [ALL]
    volumeMounts:
      - name: config
        mountPath: /etc/drift
        readOnly: true
      {{- if not $ha }}
      - name: record
        mountPath: /var/lib/drift
      {{- end }}
      - name: cache
        mountPath: /var/cache/drift
      - name: tmp
        mountPath: /tmp
      - name: git-ssh
        mountPath: /home/drift/.ssh
        readOnly: true
      {{- if $daemon }}
      - name: serve
        mountPath: /etc/drift-serve
        readOnly: true
      {{- end }}
      - name: token
        mountPath: /var/run/secrets/kubernetes.io/serviceaccount
        readOnly: true
volumes:
  - name: config
    projected:
      sources:
        - configMap: {name: {{ include "drift.name" . }}-policies}
        - configMap: {name: {{ include "drift.name" . }}-config}
  {{- if not $ha }}
  - name: record
    persistentVolumeClaim:
      claimName: {{ include "drift.claim" . }}
  {{- end }}
  - name: cache
    emptyDir:
      sizeLimit: 1Gi
  - name: tmp
    emptyDir:
      sizeLimit: 256Mi
  - name: git-ssh
    secret:
      secretName: {{ .Values.git.sshSecretName }}
      optional: true
      defaultMode: 0440
  {{- if $daemon }}
  - name: serve
    secret:
      secretName: {{ .Values.daemon.serveSecretName }}
      optional: true
      defaultMode: 0440
  {{- end }}
  - name: token
    projected:
      defaultMode: 0440
      sources:
        - serviceAccountToken:
            path: token
            expirationSeconds: 3607
        - configMap:
            name: kube-root-ca.crt
            items:
              - {key: ca.crt, path: ca.crt}
        - downwardAPI:
            items:
              - path: namespace
                fieldRef: {fieldPath: metadata.namespace}
{{- end -}}
