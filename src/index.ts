/** drydock as a library: see docs/library.md. */
export type { User } from './apiserver/context.ts'
export type { Status, StatusCause } from './apiserver/status.ts'
export { type CheckSettings, check, type ManifestText } from './check/check.ts'
export {
  type ApplyOptions,
  ControlPlane,
  type DeleteOptions,
  type Entry,
  type Happening,
  type KubeletOptions,
  type Manifest,
  type Measurements,
  type Options as ControlPlaneOptions,
  type Outcome,
  type PatchOptions,
  type PatchType,
  type Question,
  type RequestOptions,
  type ReviewAnswer,
} from './control-plane/index.ts'
export type { Answer, Change, Occurrence } from './controllers/controller.ts'
export type { Diagnostic, Fix, Place, Related, Severity } from './diagnostic/diagnostic.ts'
export type { Cluster } from './lint/cluster/cluster.ts'
export { Field, type Spot } from './lint/field.ts'
export { toRemove, toSet } from './lint/fixes.ts'
export type { LintObject } from './lint/lint-object.ts'
export type { Container, PodTemplate } from './lint/pod-template.ts'
export { type Found, type Rule, rule, yaml } from './lint/rule.ts'
export { problemsOf } from './lint/tester.ts'
export { manifestsIn } from './manifest/manifests-in.ts'
export type { Behaviour } from './node/behaviour.ts'
export { toFinding } from './report/finding.ts'
export { FORMAT_NAMES, FORMATS, type FormatName, isFormat } from './report/formats.ts'
export { joinReports, readReport } from './report/join.ts'
export { masks } from './report/redact/mask-of.ts'
export type { Finding, Report, ReportContext, Summary } from './report/report.ts'
export type { KubeObject, ObjectRef } from './resource/object.ts'
export { type Position, Source, type Span } from './text/source.ts'
export type { Document } from './yaml/document.ts'
export type { MappingNode, ScalarNode, SequenceNode, YamlNode } from './yaml/node.ts'
export { readDocuments } from './yaml/read.ts'
