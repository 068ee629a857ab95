/**
 * Whole manifests that the API server takes as they are and that are sound: what is left open has a value that works.
 * `#` stands for the name, which is asked for once.
 */
export const SKELETONS: Readonly<Record<string, string>> = {
  Deployment: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: #
  labels:
    app.kubernetes.io/name: #
spec:
  replicas: \${2:2}
  selector:
    matchLabels:
      app.kubernetes.io/name: #
  template:
    metadata:
      labels:
        app.kubernetes.io/name: #
    spec:
      containers:
        - name: #
          image: \${3:registry.example.com/app:1.0.0}
          ports:
            - name: http
              containerPort: \${4:8080}
          readinessProbe:
            httpGet:
              path: \${5:/healthz}
              port: http
          resources:
            requests:
              cpu: \${6:100m}
              memory: \${7:128Mi}
            limits:
              memory: \${7:128Mi}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            runAsNonRoot: true
            capabilities:
              drop: [ALL]
            seccompProfile:
              type: RuntimeDefault
`,
  StatefulSet: `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: #
spec:
  serviceName: #
  replicas: \${2:3}
  selector:
    matchLabels:
      app.kubernetes.io/name: #
  template:
    metadata:
      labels:
        app.kubernetes.io/name: #
    spec:
      containers:
        - name: #
          image: \${3:registry.example.com/app:1.0.0}
          volumeMounts:
            - name: data
              mountPath: \${4:/var/lib/app}
          resources:
            requests:
              cpu: 100m
              memory: 256Mi
            limits:
              memory: 256Mi
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: \${5:10Gi}
`,
  DaemonSet: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: #
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: #
  template:
    metadata:
      labels:
        app.kubernetes.io/name: #
    spec:
      containers:
        - name: #
          image: \${2:registry.example.com/agent:1.0.0}
          resources:
            requests:
              cpu: 50m
              memory: 64Mi
            limits:
              memory: 64Mi
`,
  Job: `apiVersion: batch/v1
kind: Job
metadata:
  name: #
spec:
  backoffLimit: \${2:2}
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: #
          image: \${3:registry.example.com/job:1.0.0}
`,
  CronJob: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: #
spec:
  schedule: "\${2:0 3 * * *}"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: #
              image: \${3:registry.example.com/job:1.0.0}
`,
  Pod: `apiVersion: v1
kind: Pod
metadata:
  name: #
spec:
  containers:
    - name: #
      image: \${2:registry.example.com/app:1.0.0}
`,
  Service: `apiVersion: v1
kind: Service
metadata:
  name: #
spec:
  selector:
    app.kubernetes.io/name: #
  ports:
    - name: http
      port: \${2:80}
      targetPort: \${3:http}
`,
  Ingress: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: #
spec:
  rules:
    - host: \${2:www.example.com}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: #
                port:
                  name: http
`,
  ConfigMap: `apiVersion: v1
kind: ConfigMap
metadata:
  name: #
data:
  \${2:key}: \${3:value}
`,
  Secret: `apiVersion: v1
kind: Secret
metadata:
  name: #
stringData:
  \${2:key}: ""
`,
  Namespace: `apiVersion: v1
kind: Namespace
metadata:
  name: #
  labels:
    pod-security.kubernetes.io/enforce: \${2|restricted,baseline,privileged|}
`,
  ServiceAccount: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: #
automountServiceAccountToken: false
`,
  PersistentVolumeClaim: `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: #
spec:
  accessModes: [\${2|ReadWriteOnce,ReadOnlyMany,ReadWriteMany,ReadWriteOncePod|}]
  resources:
    requests:
      storage: \${3:10Gi}
`,
  Role: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: #
rules:
  - apiGroups: [""]
    resources: [\${2:configmaps}]
    verbs: [get, list, watch]
`,
  RoleBinding: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: #
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: #
subjects:
  - kind: ServiceAccount
    name: \${2:default}
    namespace: \${3:default}
`,
  ClusterRole: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: #
rules:
  - apiGroups: [""]
    resources: [\${2:nodes}]
    verbs: [get, list, watch]
`,
  ClusterRoleBinding: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: #
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: #
subjects:
  - kind: ServiceAccount
    name: \${2:default}
    namespace: \${3:default}
`,
  HorizontalPodAutoscaler: `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: #
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: #
  minReplicas: \${2:2}
  maxReplicas: \${3:10}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: \${4:70}
`,
  PodDisruptionBudget: `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: #
spec:
  maxUnavailable: \${2:1}
  selector:
    matchLabels:
      app.kubernetes.io/name: #
`,
  NetworkPolicy: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: #
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: #
  policyTypes: [Ingress]
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app.kubernetes.io/name: \${2:client}
      ports:
        - port: \${3:8080}
`,
  StorageClass: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: #
provisioner: \${2:ebs.csi.aws.com}
volumeBindingMode: WaitForFirstConsumer
`,
  PriorityClass: `apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: #
value: \${2:1000}
`,
  ResourceQuota: `apiVersion: v1
kind: ResourceQuota
metadata:
  name: #
spec:
  hard:
    requests.cpu: "\${2:4}"
    requests.memory: \${3:8Gi}
`,
  LimitRange: `apiVersion: v1
kind: LimitRange
metadata:
  name: #
spec:
  limits:
    - type: Container
      default:
        memory: \${2:256Mi}
      defaultRequest:
        cpu: \${3:100m}
        memory: \${2:256Mi}
`,
}
