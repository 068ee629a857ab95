import Ajv2020, { type ErrorObject } from 'ajv/dist/2020.js'
import schema from '../../docs/schema/drydock.schema.json' with { type: 'json' }

/** A validator as ajv makes it. The one place that speaks to ajv; the build puts the compiled code in its stead. */
export interface Validator {
  (value: unknown): boolean
  errors?: ErrorObject[] | null
}

const validate: Validator = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema)

export default validate
