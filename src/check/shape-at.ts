import type { Scalar, Shape } from '../schema/shape.ts'
import type { Type } from '../schema/type.ts'
import type { Path } from '../yaml/path.ts'

/** The shape of what stands at a path, if the path leads through the facts. */
export function shapeAt(top: Type, path: Path): Shape | undefined {
  let shape: Shape | undefined = { kind: 'struct', type: top, go: top.go }
  for (const step of path) {
    if (shape?.kind === 'struct') shape = shape.type.fields.get(String(step))?.shape
    else if (shape?.kind === 'list' || shape?.kind === 'map') shape = shape.of
    else return undefined
  }
  return shape
}

export function scalarAt(top: Type, path: Path): Scalar | undefined {
  const shape = shapeAt(top, path)
  return shape?.kind === 'scalar' ? shape.scalar : undefined
}

/** The type whose fields stand at a path. */
export function typeAt(top: Type, path: Path): Type | undefined {
  const shape = shapeAt(top, path)
  return shape?.kind === 'struct' ? shape.type : undefined
}
