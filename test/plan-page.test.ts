import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { html } from '../src/report/plan/html/page.ts'
import { findChromium, Page } from './chromium.ts'
import { deployment, folder, planOf, READINESS, service } from './plans.ts'

const chromium = findChromium()
if (chromium === undefined) console.warn('The page of a plan is not looked at: there is no Chromium on this machine.')

const HOSTILE = '</style><script>document.title="broken"</script><img src=x onerror=alert(1)> &amp; "quoted" \u202e'

describe.skipIf(chromium === undefined)('the page of a plan, in a real browser', () => {
  const place = mkdtempSync(join(tmpdir(), 'drydock-page-'))
  let page: Page

  beforeAll(async () => {
    page = await Page.open(chromium!)
  })
  afterAll(async () => {
    await page.close()
    rmSync(place, { recursive: true, force: true })
  })

  const show = async (plan: Parameters<typeof html>[0]): Promise<void> => {
    const file = join(place, 'plan.html')
    writeFileSync(file, html(plan, { version: '0.0.0' }))
    page.messages.length = 0
    await page.open(pathToFileURL(file).href)
  }
  const shop = () =>
    planOf({ from: folder('examples/shop/before'), to: folder('examples/shop/after'), nodes: '3x2cpu,4Gi/3' })

  test('it asks for nothing but itself, and breaks no policy', async () => {
    await show(shop())
    const asked = page.messages.filter(({ method }) => method === 'Network.requestWillBeSent')
    expect(asked).toHaveLength(1)
    expect(
      page.messages.filter(({ method }) => method === 'Log.entryAdded' || method === 'Runtime.exceptionThrown'),
    ).toEqual([])
    expect(await page.ask('document.querySelectorAll("script,link,img,iframe,[style],[onerror]").length')).toBe(0)
  })

  test('it fits a wide and a narrow window, and every drawing is inside of its frame', async () => {
    await show(shop())
    for (const width of [1200, 760]) {
      await page.send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false })
      expect(await page.ask('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    }
    const outside = `[...document.querySelectorAll('svg path, svg rect, svg line')].filter(shape => {
      const [inner, outer] = [shape.getBoundingClientRect(), shape.ownerSVGElement.getBoundingClientRect()]
      return inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1
    }).length`
    expect(await page.ask(outside)).toBe(0)
  })

  test('old pods give way to new ones, between floor and ceiling', async () => {
    const spec = 'strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }, '
    const shape = { replicas: 4, spec, container: READINESS }
    await show(planOf({ from: deployment(shape), to: deployment({ ...shape, image: 'app:2' }) }))
    const inside = (kind: string, x: number, y: number): Promise<unknown> =>
      page.ask(`document.querySelector('path.${kind}').isPointInFill({ x: ${x}, y: ${y} })`)
    // At the ground, at the very left and right of the drawing.
    expect([await inside('s-old', 40, 138), await inside('s-new', 40, 138)]).toEqual([true, false])
    expect([await inside('s-old', 980, 138), await inside('s-new', 980, 138)]).toEqual([false, true])
    const y = (kind: string): Promise<unknown> => page.ask(`document.querySelector('line.${kind}').y1.baseVal.value`)
    expect(Number(await y('ceiling'))).toBeLessThan(Number(await y('floor')))
  })

  test('it is light or dark as the reader wishes', async () => {
    await show(shop())
    const paper = async (scheme: string): Promise<unknown> => {
      await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] })
      return page.ask('getComputedStyle(document.body).backgroundColor')
    }
    expect(await paper('light')).toBe('rgb(255, 255, 255)')
    expect(await paper('dark')).toBe('rgb(15, 20, 27)')
  })

  test('what manifests say stays text', async () => {
    const text = JSON.stringify(HOSTILE)
    const settings = (value: string) =>
      `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: web, namespace: shop }\ndata: { a: ${value} }\n`
    await show(planOf({ from: settings('x') + service(), to: settings(text) + service() + deployment() }))
    expect(await page.ask('document.title')).toContain('drydock plan')
    expect(await page.ask('document.querySelectorAll("script,img").length')).toBe(0)
    expect(await page.ask('document.body.innerText')).toContain('</style><script>')
  })
})
