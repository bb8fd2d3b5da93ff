#!/bin/sh
# A dozen manual changes, as they happen on bad nights; the demo finds them. KUBECONFIG names the cluster that runs
# examples/lakehouse.
set -eu

# A new Trino is tried, only on the coordinator.
kubectl -n trino set image deployment/trino-coordinator trino=trinodb/trino:480
# A debug switch that is not in Git.
kubectl -n trino set env deployment/trino-coordinator -c trino TRINO_DEBUG=true
# A catalog that nobody reviewed.
kubectl -n trino patch configmap trino-catalogs --type merge -p '{"data":{"scratch.properties":"connector.name=memory\n"}}'
# More workers than the autoscaler was meant to start.
kubectl -n trino patch hpa trino-worker --type merge -p '{"spec":{"maxReplicas":24}}'
# The metastore gets more memory.
kubectl -n hive set resources deployment/hive-metastore -c metastore --limits=memory=6Gi
# The password of the metastore's database is changed in the cluster only.
kubectl -n hive patch secret postgres --type merge -p '{"stringData":{"POSTGRES_PASSWORD":"rotated-by-hand"}}'
# The buckets are opened to everybody.
kubectl -n minio patch networkpolicy minio --type json -p '[{"op":"add","path":"/spec/ingress/-","value":{}}]'
# A broker is also published on an external IP.
kubectl -n kafka patch service kafka-0-external --type merge -p '{"spec":{"externalIPs":["192.0.2.10"]}}'
# A team reads everything.
kubectl create clusterrolebinding analysts-admin --clusterrole=cluster-admin --group=analysts
# A configuration left over from an experiment.
kubectl -n flink create configmap flink-scratch --from-literal=parallelism.default=8
# The alert was noisy.
kubectl -n kafka patch prometheusrule kafka --type json -p '[{"op":"replace","path":"/spec/groups/0/rules/0/for","value":"3h"}]'
# A disruption budget blocked an upgrade.
kubectl -n redis delete poddisruptionbudget redis
