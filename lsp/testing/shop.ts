/** A small shop, for conversations about it. `‹name›` marks a place to ask about; marks are not part of the text. */
export const SHOP: Readonly<Record<string, string>> = {
  'web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  rep‹replicas›licas: 3
  selector:
    match‹selector›Labels: { app: w‹label›eb }
  template:
    metadata:
      labels: { app: web }
    spec:
      serviceAccountName: web
      containers:
        - name: web
          im‹image-key›age: nginx‹image›
          ports:
            - name: ht‹port›tp
              containerPort: 8080
          env:
            - name: GREETING
              valueFrom:
                configMapKeyRef: { name: set‹reference›tings, key: greet‹key›ing }
            - name: PASSWORD
              valueFrom:
                secretKeyRef: { name: login, key: passw‹missing-key›rod }
          resources:
            requests: { cpu: 250m, memory: 12‹quantity›8Mi }
          readinessProbe:
            httpGet: { path: /, port: http }
      volumes:
        - name: cache
          persistentVolumeClaim: { claimName: ca‹missing›che }
`,
  'others.yaml': `# What the shop needs besides
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports:
    - name: http
      port: 80
      targetPort: http
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data:
  greeting: hello
  ‹unused›unused: "https://example.com/docs"
---
apiVersion: v1
kind: Secret
metadata: { name: login, namespace: shop }
stringData:
  password: hunter2-is-secret
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: report, namespace: shop }
spec:
  schedule: "30 2 ‹schedule›* * 1"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: report
              image: nginx:1.29
---
apiVersion: networking.k8s.io/v1beta1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  # the only way in
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            backend:
              serviceName: web
              servicePort: http
`,
  'crd.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: tunnels.net.example.com }
spec:
  group: net.example.com
  names: { kind: Tunnel, plural: tunnels }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [peer]
              properties:
                peer: { type: string, description: The other end. }
                mode: { type: string, enum: [fast, safe], default: safe }
                limits:
                  type: object
                  properties:
                    rate: { type: integer }
`,
  // Only a few rules: what is said here must not change with every rule that comes.
  'drydock.yaml': 'profile: off\nrules: { image-has-tag: warning, config-key-exists: error, claim-exists: warning }\n',
  'kustomization.yaml': 'resources:\n  - web.yaml\n  - others.yaml\n',
}

/** The text without its marks, and where they were. */
export function unmarked(text: string): { text: string; marks: Map<string, number> } {
  const marks = new Map<string, number>()
  let plain = ''
  let done = 0
  for (const match of text.matchAll(/‹([^›]+)›/g)) {
    plain += text.slice(done, match.index)
    marks.set(match[1]!, plain.length)
    done = match.index + match[0].length
  }
  return { text: plain + text.slice(done), marks }
}
