import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'probe-asks-by-itself',
  severity: 'note',
  summary: 'Probes ask over HTTP or TCP themselves, instead of starting a shell that does.',
  why: 'A command starts processes in the container each time, wants a shell and a client in the image, and leaves both to whoever breaks in.',
  instead: 'Use `httpGet`, `tcpSocket` or `grpc`.',
  profiles: ['strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: web:1
              readinessProbe:
                exec:
                  command: «[sh, -c, 'curl -f http://localhost:8080/ready']»`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: web:1
              readinessProbe: { httpGet: { path: /ready, port: 8080 } }
              livenessProbe: { exec: { command: [sh, -c, 'test -f /tmp/alive'] } }`,
    ],
  },
  on: 'containers',
  *check(container) {
    for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
      const command = container.get(probe, 'exec', 'command')
      if (!command.exists || !command.texts.some(word => CLIENT.test(word))) continue
      yield { at: command, message: `The ${probe} of the ${container} starts a client to ask it` }
    }
  },
})

const CLIENT = /(?:^|[\s;&|(/`])(?:curl|wget|nc)(?:\s|$)/
