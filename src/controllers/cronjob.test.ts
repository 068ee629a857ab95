import { expect, test } from 'vitest'
import { clusterWith } from '../../test/worlds.ts'
import type { JsonObject } from '../resource/json.ts'

const cron = (spec: JsonObject) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'tidy', namespace: 'shop' },
  spec: {
    ...spec,
    jobTemplate: {
      spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'tidy:1' }] } } },
    },
  },
})
const TIDY = { apiVersion: 'batch/v1', kind: 'CronJob', namespace: 'shop', name: 'tidy' }
const SCHEDULED = 'batch.kubernetes.io/cronjob-scheduled-timestamp'

test('a new schedule begins with its next time, and makes up for nothing', () => {
  const cluster = clusterWith([cron({ schedule: '0 0 1 1 *', successfulJobsHistoryLimit: 9 })])
  const jobs = () => cluster.list('batch/v1', 'Job', 'shop').length
  cluster.advance({ seconds: 300 })
  cluster.patch(TIDY, { spec: { schedule: '*/1 * * * *' } }, 'merge')
  cluster.settle()
  expect(jobs()).toBe(0)
  cluster.advance({ seconds: 60 })
  expect(jobs()).toBe(1)
  cluster.advance({ seconds: 60 })
  expect(jobs()).toBe(2)
})

test('a job is named after the whole minute in which it is due', () => {
  const cluster = clusterWith([cron({ schedule: '@every 90s' })])
  cluster.advance({ seconds: 95 })
  expect(cluster.list('batch/v1', 'Job', 'shop')[0]?.metadata.name).toMatch(/^tidy-\d{8}$/)
})

test.each([
  ['Europe/Berlin', /\+0[12]:00$/],
  ['Etc/UTC', /Z$/],
  ['America/St_Johns', /-0[23]:30$/],
])('the time a job was due for is noted as the clocks of %s show it', (timeZone, ending) => {
  const cluster = clusterWith([cron({ schedule: '* * * * *', timeZone })])
  cluster.advance({ seconds: 61 })
  expect(cluster.list('batch/v1', 'Job', 'shop')[0]?.metadata.annotations?.[SCHEDULED]).toMatch(ending)
})
