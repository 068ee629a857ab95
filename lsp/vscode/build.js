// Builds the extension: its own script, and with it the server. usage: node build.js [--vsix]
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { zip } from './zip.js'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = join(here, '..', '..')
const dist = join(here, 'dist')
rmSync(dist, { recursive: true, force: true })
await build({
  absWorkingDir: here,
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.cjs',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  external: ['vscode'],
  logLevel: 'warning',
})
execFileSync(process.execPath, ['scripts/build.js', '--program-to', join(dist, 'server')], {
  cwd: root,
  stdio: 'inherit',
})

function writeVsix() {
  const manifest = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
  const { scripts: _, devDependencies: __, private: ___, ...published } = manifest
  const files = [
    ['extension.vsixmanifest', vsixManifest(manifest)],
    ['[Content_Types].xml', CONTENT_TYPES],
    ['extension/package.json', JSON.stringify(published, null, 2)],
    ['extension/README.md', readFileSync(join(here, 'README.md'))],
    ['extension/LICENSE.txt', readFileSync(join(root, 'LICENSE'))],
    ...filesBelow(dist).map(name => [`extension/dist/${name}`, readFileSync(join(dist, name))]),
  ].map(([name, content]) => [name, Buffer.from(content)])
  const out = join(here, `drydock-${manifest.version}.vsix`)
  writeFileSync(out, zip(files))
  console.log(out)
}

function filesBelow(folder, inside = '') {
  return readdirSync(join(folder, inside), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry =>
      entry.isDirectory() ? filesBelow(folder, `${inside}${entry.name}/`) : [`${inside}${entry.name}`],
    )
}

function vsixManifest({ name, version, publisher, displayName, description, keywords, categories, engines }) {
  const text = value => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011" xmlns:d="http://schemas.microsoft.com/developer/vsx-schema-design/2011">
  <Metadata>
    <Identity Language="en-US" Id="${name}" Version="${version}" Publisher="${publisher}"/>
    <DisplayName>${text(displayName)}</DisplayName>
    <Description xml:space="preserve">${text(description)}</Description>
    <Tags>${text(keywords.join(','))}</Tags>
    <Categories>${text(categories.join(','))}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${text(engines.vscode)}"/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace"/>
    </Properties>
    <License>extension/LICENSE.txt</License>
  </Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
  <Dependencies/>
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE.txt" Addressable="true"/>
  </Assets>
</PackageManifest>
`
}

const CONTENT_TYPES = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension="json" ContentType="application/json"/>
  <Default Extension="vsixmanifest" ContentType="text/xml"/>
  <Default Extension="md" ContentType="text/markdown"/>
  <Default Extension="txt" ContentType="text/plain"/>
  <Default Extension="js" ContentType="application/javascript"/>
  <Default Extension="cjs" ContentType="application/javascript"/>
  <Default Extension="facts" ContentType="application/octet-stream"/>
</Types>
`

if (process.argv.includes('--vsix')) writeVsix()
