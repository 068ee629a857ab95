/** Manifests as people write them, about so many megabytes of them: Deployments, Services, ConfigMaps. */
export function manifests(megabytes: number): string {
  const parts: string[] = []
  let size = 0
  for (let index = 0; size < megabytes * 1e6; index++) {
    const part = workload(index)
    parts.push(part)
    size += part.length
  }
  return parts.join('')
}

const workload = (index: number): string => `---
# The shop's front end, number ${index}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-${index}
  namespace: shop
  labels:
    app.kubernetes.io/name: web-${index}
    app.kubernetes.io/part-of: "shop"
  annotations:
    example.com/owner: 'team front end'
spec:
  replicas: ${(index % 7) + 1}
  selector:
    matchLabels: { app.kubernetes.io/name: web-${index} }
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 25%
      maxUnavailable: 0
  template:
    metadata:
      labels:
        app.kubernetes.io/name: web-${index}
    spec:
      securityContext:
        runAsNonRoot: true
      containers:
        - name: web
          image: registry.example.com/shop/web:1.${index % 40}.3  # pinned by the release job
          args: ["--port=8080", "--log-level", "info"]
          ports:
            - containerPort: 8080
              name: http
          env:
            - name: DATABASE_URL
              value: postgres://db.shop.svc.cluster.local:5432/shop
            - name: GREETING
              value: "Hello, \\"world\\""
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 256Mi
          readinessProbe:
            httpGet:
              path: /healthz
              port: http
            periodSeconds: 5
          volumeMounts:
            - name: config
              mountPath: /etc/web
      volumes:
        - name: config
          configMap:
            name: web-${index}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: web-${index}
  namespace: shop
data:
  web.conf: |
    listen 8080
    upstream {
      server a.shop.svc:80
      server b.shop.svc:80
    }
    # not a comment of ours
    log_format combined
  feature.toggles: >-
    one two three
    four five six
---
apiVersion: v1
kind: Service
metadata:
  name: web-${index}
  namespace: shop
spec:
  selector:
    app.kubernetes.io/name: web-${index}
  ports:
    - port: 80
      targetPort: http
`
